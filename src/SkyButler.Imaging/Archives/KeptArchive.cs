using System.Globalization;
using System.Text.RegularExpressions;
using SkyButler.Imaging.Fits;

namespace SkyButler.Imaging.Archives;

/// <summary>
/// The objects behind an exposure's images as a file has them, byte by byte, so that they go into another file as they are: also those of kinds
/// that are not known here. They name one another by numbers, which therefore stay.
/// </summary>
internal sealed partial class KeptArchive
{
    private const long MostBytes = 256L << 20;
    private const int NameLength = 64;

    private KeptArchive(IReadOnlyList<(ArchiveEntry Entry, string Module)> index, IReadOnlyList<byte[]> tables, IReadOnlyDictionary<string, int> pointers) =>
        (Index, Tables, Pointers) = (index, tables, pointers);

    /// <summary>The rows of the index.</summary>
    public IReadOnlyList<(ArchiveEntry Entry, string Module)> Index { get; }

    /// <summary>The HDUs with the tables, numbered from 1: headers and data with their padding.</summary>
    public IReadOnlyList<byte[]> Tables { get; }

    /// <summary>Numbers of the exposure's components by their names in the primary header.</summary>
    public IReadOnlyDictionary<string, int> Pointers { get; }

    /// <summary>The archive of a file; null where it has none, or one that is larger or otherwise than any exposure's.</summary>
    public static async Task<KeptArchive?> ReadAsync(FitsFile file, CancellationToken cancellationToken)
    {
        if (file.FindRole("ARCHIVE_INDEX") is not { Kind: FitsHduKind.BinaryTable } index)
            return null;
        var data = file.Hdus.Skip(index.Index + 1).TakeWhile(hdu => hdu is { Role: "ARCHIVE_DATA", Kind: FitsHduKind.BinaryTable }).ToList();
        if (data.Count == 0 || data.Sum(hdu => hdu.WholeLength) > MostBytes || data.Where((hdu, i) => hdu.Header.FindInt64("AR_CATN") != i + 1).Any())
            return null;
        var rows = await ArchiveRows.ReadAsync(index.OpenTable(), cancellationToken).ConfigureAwait(false);
        var entries = Enumerable.Range(0, rows.Count).Select(row => (Archive.EntryOf(rows, row), rows.Text("module", row))).ToList();
        if (entries.Exists(entry => entry.Item1.Id < 1 || entry.Item1.Name.Length > NameLength || entry.Item2.Length > NameLength))
            return null;
        var tables = new List<byte[]>();
        foreach (var hdu in data)
            tables.Add(await hdu.ReadWholeAsync(cancellationToken).ConfigureAwait(false));
        return new(entries, tables, PointersOf(file.Primary.Header));
    }

    // Older writers have only the first form of name, newer ones both.
    private static Dictionary<string, int> PointersOf(FitsHeader header)
    {
        var pointers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var card in header.Where(card => card.Value is > 0L and <= int.MaxValue))
        {
            if (Pointer().Match(card.Keyword) is { Success: true } match)
                pointers.TryAdd(match.Groups["old"].Success ? match.Groups["old"].Value : match.Groups["new"].Value, Convert.ToInt32(card.Value, CultureInfo.InvariantCulture));
        }

        return pointers;
    }

    [GeneratedRegex(
        "^((?<old>COADD_INPUTS|PSF|WCS|SKYWCS|DETECTOR|AP_CORR_MAP|VALID_POLYGON|TRANSMISSION_CURVE|PHOTOCALIB|FILTER|SUMMARY_STATS)_ID|ARCHIVE_ID_(?<new>[A-Z_]+))$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pointer();
}
