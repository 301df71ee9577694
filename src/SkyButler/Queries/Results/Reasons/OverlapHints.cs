using System.Globalization;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Plans;
using SkyButler.Queries.Plans.Questions;
using SkyButler.Registry;

namespace SkyButler.Queries.Results.Reasons;

/// <summary>Says of times and places that nothing overlaps what is nearest to them among all that the other conditions leave.</summary>
internal sealed class OverlapHints(SqlRegistry registry)
{
    // A hint is worth no more than a look at so many rows.
    private const int MaxRows = 20_000;

    /// <summary>A sentence; null where the condition is no overlap with a known time or place, or there is nothing to tell.</summary>
    /// <param name="others">The question without the condition.</param>
    /// <param name="clause">The condition.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<string?> ForAsync(Question others, Predicate clause, CancellationToken cancellationToken)
    {
        if (Parts(clause) is not var (column, known))
            return null;
        var question = others with { Projection = new Projection.General([column], null), OrderBy = [], Limit = MaxRows, Offset = 0 };
        var plan = Planner.Plan(question);
        var reader = new GeneralReader(plan);
        var values = new List<object?>();
        await foreach (var batch in new AnswerReader(registry.Context, plan).ReadAsync(cancellationToken).ConfigureAwait(false))
            values.AddRange(reader.Read(batch).Select(row => row.Values[0]));
        if (values.Count is 0 or MaxRows)
            return null;
        var without = values.Count(v => v is null);
        var sentence = known is Region region
            ? Nearest(column.QualifiedName, [.. values.OfType<Region>()], region)
            : Around(column.QualifiedName, [.. values.OfType<Timespan>()], (Timespan)known);
        return string.Join(' ', new[] { sentence, Absent(column.QualifiedName, without, values.Count) }.OfType<string>()) is { Length: > 0 } hint ? hint : null;
    }

    private static string? Absent(string name, int without, int all) => without switch
    {
        0 => null,
        _ when without == all => $"Nothing that the other conditions leave has {name}.",
        _ => string.Create(CultureInfo.InvariantCulture, $"{without} of {all} that the other conditions leave have no {name}."),
    };

    private static (QueryColumn Column, object Known)? Parts(Predicate clause) => clause switch
    {
        Predicate.Overlaps { Left: Scalar.Reference l, Right: Scalar.Literal r } when Known(r) is { } known => (l.Column, known),
        Predicate.Overlaps { Left: Scalar.Literal l, Right: Scalar.Reference r } when Known(l) is { } known => (r.Column, known),
        _ => null,
    };

    private static object? Known(Scalar.Literal literal) => literal.Value switch
    {
        long instant => Timespan.At(instant),
        Timespan { IsEmpty: false } time => time,
        Region region => region,
        _ => null,
    };

    private static string? Around(string name, IReadOnlyList<Timespan> times, Timespan asked)
    {
        var before = times.Where(t => !t.IsEmpty && t.EndNanoseconds <= asked.BeginNanoseconds).OrderByDescending(t => t.EndNanoseconds).Select(t => (Timespan?)t).FirstOrDefault();
        var after = times.Where(t => !t.IsEmpty && t.BeginNanoseconds >= asked.EndNanoseconds).OrderBy(t => t.BeginNanoseconds).Select(t => (Timespan?)t).FirstOrDefault();
        return (before, after) switch
        {
            ({ } last, { } next) => $"The last {name} before that is {last}, the next after it {next}.",
            ({ } last, null) => $"Every {name} is before that; the last is {last}.",
            (null, { } next) => $"Every {name} is after that; the first is {next}.",
            _ => null,
        };
    }

    private static string? Nearest(string name, IReadOnlyList<Region> regions, Region asked)
    {
        var around = asked.BoundingCircle();
        var distances = regions.Select(r => r.BoundingCircle()).Where(c => !c.IsEmpty).Select(c => c.Center.AngleTo(around.Center) - c.OpeningAngle - around.OpeningAngle).ToList();
        if (distances.Count == 0)
            return null;
        return distances.Min() is > 0 and var distance
            ? string.Create(CultureInfo.InvariantCulture, $"The nearest {name} is about {distance * 180 / Math.PI:0.###} degrees away.")
            : $"The nearest {name} lies close by and does not overlap.";
    }
}
