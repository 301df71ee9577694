using System.Text;
using System.Text.RegularExpressions;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Tables.Reading;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Headers;

namespace SkyButler.Imaging.Fits.Tables;

/// <summary>Divides the cards of a table's header into what tells of columns and what is known of the table.</summary>
internal static partial class TableCards
{
    public const string Begin = "--BEGIN-ASTROPY-SERIALIZED-COLUMNS--";
    public const string End = "--END-ASTROPY-SERIALIZED-COLUMNS--";

    /// <summary>Where comments are kept among metadata.</summary>
    public const string Comments = "comments";

    /// <summary>Columns and metadata of a table.</summary>
    public static TableSchema Schema(TableLayout table)
    {
        var metadata = Metadata(table.Hdu.Header);
        var written = TakeAttributes(metadata, table.Hdu.File);
        foreach (var (key, value) in written?.Metadata ?? new OrderedDictionary<string, object?>())
        {
            if (value is not OrderedDictionary<string, object?> { Count: 0 })
                metadata[key] = value;
        }

        return new TableSchema(ColumnDefinitions.Of(table, written)) { Metadata = metadata };
    }

    private static OrderedDictionary<string, object?> Metadata(FitsHeader header)
    {
        var metadata = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var card in header)
        {
            if (card.IsCommentary && card.Keyword.Length > 0)
                ListOf(metadata, card.Keyword == "COMMENT" ? Comments : card.Keyword).Add(card.Comment ?? "");
            else if (!card.IsCommentary && !OfLayout().IsMatch(card.Keyword) && !metadata.TryAdd(card.Keyword, card.Value))
                ListOf(metadata, card.Keyword).Add(card.Value);
        }

        return metadata;
    }

    private static List<object?> ListOf(OrderedDictionary<string, object?> metadata, string key)
    {
        if (metadata.TryGetValue(key, out var present) && present is List<object?> list)
            return list;
        var made = new List<object?>();
        if (metadata.ContainsKey(key))
            made.Add(present);
        metadata[key] = made;
        return made;
    }

    // Takes astropy's lines out of the comments; a long one goes on behind a backslash.
    private static ColumnAttributes? TakeAttributes(OrderedDictionary<string, object?> metadata, string file)
    {
        if (metadata.GetValueOrDefault(Comments) is not List<object?> comments)
            return null;
        int begin = comments.IndexOf(Begin), end = comments.IndexOf(End);
        if (begin < 0 || end < begin)
            return null;
        var yaml = new StringBuilder();
        foreach (var comment in comments.Skip(begin + 1).Take(end - begin - 1))
        {
            string line = (string)comment!;
            _ = line.EndsWith('\\') ? yaml.Append(line.AsSpan(0, line.Length - 1)) : yaml.Append(line).Append('\n');
        }

        comments.RemoveRange(begin, end - begin + 1);
        if (comments.Count == 0)
            metadata.Remove(Comments);
        return ColumnAttributes.Read(yaml.ToString(), file);
    }

    [GeneratedRegex(
        "^(XTENSION|BITPIX|NAXIS[12]?|PCOUNT|GCOUNT|TFIELDS|THEAP|CHECKSUM|DATASUM|" +
        "(TTYPE|TFORM|TUNIT|TNULL|TSCAL|TZERO|TDISP|TBCOL|TDIM|TCTYP|TCUNI|TCRPX|TCRVL|TCDLT|TRPOS|TCOMM|TDOC)[0-9]+)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    internal static partial Regex OfLayout();
}
