using System.Globalization;
using SkyButler.Configuration.Nodes;
using SkyButler.Imaging;
using SkyButler.Imaging.Fits;

namespace SkyButler.Datastores.Formatters.Structured;

/// <summary>Header cards as the original writes them in YAML: a tagged sequence of keyword, type, value (a list of those that repeat) and comment.</summary>
internal static class HeaderTree
{
    private const string Tag = "!<lsst.daf.base.PropertyList>";
    private const int Parts = 4;

    /// <summary>The tree of a header.</summary>
    public static ConfigNode Of(FitsHeader header) =>
        new ConfigSequence([.. header.GroupBy(card => card.Keyword, StringComparer.OrdinalIgnoreCase).Select(cards => Entry(cards.Key, [.. cards]))], Tag);

    /// <summary>The header that such a tree's plain data make; null where they are none, or hold what no card can.</summary>
    public static FitsHeader? Find(object plain)
    {
        if (plain is not List<object?> entries)
            return null;
        var header = new FitsHeader();
        try
        {
            foreach (var entry in entries)
            {
                if (entry is not List<object?> { Count: Parts } parts || parts[0] is not string keyword || parts[^1] is not (null or string))
                    return null;
                foreach (var value in parts[2] is List<object?> repeated ? repeated : [parts[2]])
                    header.Add(IsCommentary(keyword) && value is string text ? FitsCard.Commentary(keyword, text) : FitsCard.Of(keyword, AsWritten(parts[1], value), parts[^1] as string is { Length: > 0 } comment ? comment : null));
            }
        }
        catch (ImagingException)
        {
            return null;
        }

        return header;
    }

    // Of cards that repeat a keyword only those count that are of the last one's type.
    private static ConfigSequence Entry(string keyword, List<FitsCard> cards)
    {
        var type = TypeOf(cards[^1]);
        List<ConfigNode> values = [.. cards.Where(card => TypeOf(card) == type).Select(ValueOf)];
        return new([new ConfigScalar(keyword), new ConfigScalar(type), values is [var single] ? single : new ConfigSequence(values), new ConfigScalar(cards[^1].IsCommentary ? "" : cards[^1].Comment ?? "")]);
    }

    private static string TypeOf(FitsCard card) => card switch
    {
        { IsCommentary: true } => "String",
        { Value: null } => "Undef",
        { Value: bool } => "Bool",
        { Value: long and >= int.MinValue and <= int.MaxValue } => "Int",
        { Value: long } => "LongLong",
        { Value: double } => "Double",
        _ => "String",
    };

    private static ConfigScalar ValueOf(FitsCard card) => new(card switch
    {
        { IsCommentary: true } => card.Comment ?? "",
        { Value: null or bool or long or double or string } => card.Value,
        _ => string.Create(CultureInfo.InvariantCulture, $"{card.Value}"),
    });

    private static bool IsCommentary(string keyword) => keyword is "COMMENT" or "HISTORY" or "";

    // Real numbers that are whole may be written without a point, and text may look like a number.
    private static object? AsWritten(object? type, object? value) => (type, value) switch
    {
        ("Double" or "Float", long whole) => (double)whole,
        ("Undef", _) => null,
        _ => value,
    };
}
