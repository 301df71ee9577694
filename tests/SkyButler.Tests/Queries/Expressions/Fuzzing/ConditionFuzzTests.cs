using System.Globalization;
using SkyButler.Queries;
using SkyButler.Queries.Expressions.Binding;
using SkyButler.Queries.Plans;
using SkyButler.Queries.Plans.Questions;
using SkyButler.Queries.Sql;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Databases.Sqlite;
using SkyButler.Registry.Schema;
using SkyButler.Tests.Queries.Oracle.Making;
using SkyButler.Tests.Queries.Plans;

namespace SkyButler.Tests.Queries.Expressions.Fuzzing;

/// <summary>
/// Whatever a user writes as a condition becomes either a statement without a letter of it, or an error of queries. What it costs is
/// counted in the parts of the statement, not in seconds.
/// </summary>
public sealed class ConditionFuzzTests
{
    private const int Parts = 8;
    private static readonly bool Long = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 };
    private static readonly DatasetSearch Raw = Searches.Of("raw", ["exposure", "detector"], ("run", CollectionType.Run), ("tag", CollectionType.Tagged));
    private static readonly DatasetSearch Bias = Searches.Of("bias", ["detector"], ("calib", CollectionType.Calibration), ("run", CollectionType.Run));
    private static readonly string[] Types = ["raw", "bias"];

    private static readonly Dictionary<string, object?> Binds = new()
    {
        ["b"] = HostileTexts.Marker + "'; DROP TABLE visit; --",
        ["list"] = new object?[] { 1L, 2L, null },
        ["odd"] = new object(),
        ["nan"] = double.NaN,
        ["nested"] = new object[] { new object[] { 1L } },
        ["mixed"] = new object[] { 1L, HostileTexts.Marker, 2.5 },
    };

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, Parts)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_text_breaks_the_language_or_reaches_the_database(int seed)
    {
        var choices = new Choices(20260101 + seed);
        var texts = new HostileTexts(choices);
        var answered = 0;
        for (var i = 0; i < (Long ? 1_000_000 : 20_000) / Parts; i++)
        {
            var text = texts.Next();
            if (Sql(text, choices) is not { } query)
                continue;
            answered++;
            query.Text.ShouldNotContain(HostileTexts.Marker, Case.Insensitive, text);
            SqlWords.FirstForeign(query.Text, Types).ShouldBeNull($"{text}\n{query.Text}");

            // A disjunction may be multiplied out, up to a bound; nothing else makes a statement longer than its condition by more than a factor.
            query.Text.Length.ShouldBeLessThan(20_000 + (200 * text.Length), text);
            query.Parameters.Count.ShouldBeLessThan(100 + (50 * text.Length), text);
        }

        answered.ShouldBeGreaterThan(200, "conditions should be answered too, not only refused");
    }

    [Theory]
    [InlineData("visit IN (1..1000000000000)", 2)]
    [InlineData("visit IN (1..9223372036854775807:3)", 3)]
    public void A_range_costs_the_same_however_long_it_is(string condition, int parameters)
    {
        var query = Write(Searches.Ask(["visit"], "instrument='Cam' AND " + condition));
        query.Parameters.Count.ShouldBeInRange(parameters + 1, parameters + 2);
        query.Text.Length.ShouldBeLessThan(500);
    }

    [Theory]
    [InlineData("-visit.timespan")]
    [InlineData("visit; DROP TABLE visit")]
    [InlineData("visit.name DESC")]
    [InlineData("1")]
    [InlineData("-")]
    [InlineData("--visit")]
    [InlineData("visit.region")]
    [InlineData("a.b.c.d.e")]
    [InlineData("\0")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("timespan.begin.end")]
    public void No_sort_key_breaks_the_language(string key) =>
        Should.Throw<QueryException>(() => Write(Searches.Ask(["visit"], "instrument='Cam'", order: [key]))).Message.ShouldNotContain('\n');

    private static SqlQuery? Sql(string text, Choices choices)
    {
        try
        {
            var question = choices.Number(0, 4) switch
            {
                0 => Ask(text, Raw, findFirst: false),
                1 => Ask(text, Raw, findFirst: true),
                2 => Ask(text, Bias, findFirst: choices.Chance(50)),
                3 => Ask(text, ["visit", "detector", "tract"]),
                _ => Ask(text, ["visit"]),
            };
            return Write(question);
        }
        catch (QueryException e)
        {
            e.Message.Any(char.IsControl).ShouldBeFalse(string.Create(CultureInfo.InvariantCulture, $"an error is one line: {e.Message}"));
            e.Message.Length.ShouldBeLessThan(2_000);
            return null;
        }
    }

    private static Question Ask(string text, DatasetSearch search, bool findFirst) =>
        Ask(text, [.. search.Type.Dimensions.Names]) with { Projection = new Projection.Datasets(search, findFirst), Searches = [search], Conditions = [Bind(text, [.. search.Type.Dimensions.Names], search.Type.Name)] };

    private static Question Ask(string text, string[] dimensions) => new()
    {
        Dimensions = Searches.Universe.Conform(dimensions),
        Projection = new Projection.DataIds(),
        Conditions = [Bind(text, dimensions)],
    };

    private static SkyButler.Queries.Expressions.Predicate Bind(string text, string[] dimensions, params string[] types) =>
        PredicateBinder.Bind(text, new BindingScope(Searches.Universe.Conform(dimensions), types, Binds));

    private static SqlQuery Write(Question question)
    {
        var plan = Planner.Plan(question);

        // Overlaps that no table has are computed first; here nothing overlaps.
        var ready = plan with { Found = plan.Computed.ToDictionary(c => c, c => new KeyRows(c.Dimensions.Count)) };
        return SelectText.Write(ready, SqliteDialect.Instance, new SchemaVariant(NamesAreKeys: false, DatesAreText: false));
    }
}
