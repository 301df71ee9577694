using System.Globalization;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Tests.Queries.Oracle.Answers.Asking;
using SkyButler.Tests.Queries.Oracle.Worlds;

namespace SkyButler.Tests.Queries.Oracle.Answers;

/// <summary>Rows of answers as lines of text.</summary>
internal static class AnswerLine
{
    public static string Of(World world, Ask ask, DimensionGroup result, Situation situation) => ask.Kind switch
    {
        AskKind.DataIds => Of(result.Names.Select(n => (n, (object?)situation.Keys[n]))),
        AskKind.Records => Of(world.Universe[ask.Element].Schema.Fields.Select(f => (f.Name, Value(world, ask.Element, f.Name, situation)))),
        AskKind.Datasets => $"{situation.Finds[ask.Types[0]].Dataset.Id} {situation.Finds[ask.Types[0]].Dataset.Run} " + Of(result.Names.Select(n => (n, (object?)situation.Keys[n]))),
        _ => Of(result.Names.Select(n => (n, (object?)situation.Keys[n]))) + " " + Of(ask.Columns.Select(c => (c.Name, Values.Of(c, situation)))),
    };

    public static string Of(IEnumerable<(string Name, object? Value)> values) =>
        string.Join(";", values.OrderBy(v => v.Name, StringComparer.Ordinal).Select(v => $"{v.Name}={Show(v.Value)}"));

    private static object? Value(World world, string element, string field, Situation situation)
    {
        var definition = world.Universe[element];
        if (!definition.HasTable)
            return situation.Keys[element];
        return situation.Records[element][definition.IsDimension && definition.PrimaryKey!.Name == field ? element : field];
    }

    private static string Show(object? value) => value switch
    {
        null => "null",
        byte[] bytes => Convert.ToHexString(bytes),
        Region region => region.EncodeBase64(),
        Timespan t => string.Create(CultureInfo.InvariantCulture, $"[{t.BeginNanoseconds},{t.EndNanoseconds})"),
        double real => real.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
