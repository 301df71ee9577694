using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SkyButler.Imaging.Archives;

namespace SkyButler.Imaging.Cameras;

/// <summary>
/// Finds among a camera's transformations that from the focal plane to angles of its field, where it is a polynomial of the distance from the
/// boresight. They are texts of AST's channel (Starlink User Note 211): a vector becomes direction and length, the length goes through the polynomial.
/// </summary>
internal static partial class FieldTransform
{
    private const string Transform = "TransformPoint2ToPoint2";
    private const int MostPower = 20;
    private static readonly string[] RadialParts = ["CmpMap", "UnitNormMap", "UnitMap", "PolyMap"];

    /// <summary>The polynomial's coefficients from the constant upwards, from millimetres to radians; null where the transformation is of another kind.</summary>
    public static async Task<IReadOnlyList<double>?> FindAsync(Archive archive, CancellationToken cancellationToken)
    {
        foreach (var map in archive.Entries.Where(entry => entry is { Name: "TransformMap", RowCount: > 0 }))
        {
            var rows = await archive.ReadAsync(map, cancellationToken).ConfigureAwait(false);
            for (var row = 0; row < rows.Count; row++)
            {
                if (!IsNamed(rows.Text("fromSysName", row), "FocalPlane") || !IsNamed(rows.Text("toSysName", row), "FieldAngle"))
                    continue;
                var id = rows.Number<int>("transform", row);
                var entry = archive.Entries.FirstOrDefault(e => e.Id == id && e is { Name: Transform, RowCount: 1 });
                return entry.RowCount == 0 ? null : Read(Encoding.ASCII.GetString((await archive.ReadAsync(entry, cancellationToken).ConfigureAwait(false)).Bytes("bytes", 0)));
            }
        }

        return null;
    }

    /// <summary>The coefficients in a transformation's text; null where it is of another kind.</summary>
    public static IReadOnlyList<double>? Read(string text)
    {
        var parts = Part().Matches(text).Select(match => match.Groups[1].Value).ToList();
        // One polynomial of one variable, between a vector's length and its way back; no centre elsewhere, and no polynomial the other way round.
        if (parts.Exists(part => !RadialParts.Contains(part)) || parts.Count(part => part == "PolyMap") != 1 || parts.Count(part => part == "UnitNormMap") != 2 || text.Contains("Cen", StringComparison.Ordinal))
            return null;
        var begin = text.IndexOf("Begin PolyMap", StringComparison.Ordinal);
        var end = text.IndexOf("End PolyMap", begin, StringComparison.Ordinal);
        if (end < 0)
            return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match match in Value().Matches(text[begin..end]))
            if (!values.TryAdd(match.Groups[1].Value, match.Groups[2].Value))
                return null;
        if (values.GetValueOrDefault("Nin") != "1" || values.ContainsKey("Invert") || !int.TryParse(values.GetValueOrDefault("NCF1"), CultureInfo.InvariantCulture, out var count) || count > values.Count)
            return null;
        var coefficients = new double[MostPower + 1];
        for (var i = 1; i <= count; i++)
        {
            var power = 0;
            if (!double.TryParse(values.GetValueOrDefault($"CF{i}", "0"), CultureInfo.InvariantCulture, out var coefficient)
                || (values.TryGetValue($"PF{i}", out var written) && !int.TryParse(written, CultureInfo.InvariantCulture, out power))
                || power is < 0 or > MostPower)
                return null;
            coefficients[power] += coefficient;
        }

        var last = Array.FindLastIndex(coefficients, coefficient => coefficient != 0);
        return last < 1 ? null : coefficients[..(last + 1)];
    }

    // Texts of a fixed length may be filled up.
    private static bool IsNamed(string text, string name) => text.TrimEnd('\0', ' ') == name;

    [GeneratedRegex(@"Begin (\w+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();

    [GeneratedRegex(@"^\s*(\w+) = (\S+)\s*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();
}
