using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;

namespace SkyButler.Imaging.Descriptions;

/// <summary>Describes files of images and tables without reading more of them than that takes: headers, masks, first rows.</summary>
public static class FileDescriber
{
    // Tables of an afw archive are the insides of objects.
    private const string ArchiveData = "ARCHIVE_DATA";

    /// <summary>Whether a file begins as one of images or tables does; text without a mark of its format doesn't count.</summary>
    public static async Task<bool> IsKnownAsync(string path, CancellationToken cancellationToken = default)
    {
        try
        {
            return await TableFile.FormatOfAsync(path, cancellationToken).ConfigureAwait(false) is not TableFormat.Csv
                || await TableFile.IsCatalogAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (TableException)
        {
            return false;
        }
    }

    /// <summary>Describes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Most rows of each table that are read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ImagingException">It can't be read, or is of no format that is known here.</exception>
    public static async Task<IReadOnlyList<DescriptionPart>> DescribeAsync(string path, int rows, CancellationToken cancellationToken = default)
    {
        var format = await TableFile.FormatOfAsync(path, cancellationToken).ConfigureAwait(false);
        // Any text can be read as columns with commas, so only the name says that it is meant so.
        if (format == TableFormat.Csv && !path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !await TableFile.IsCatalogAsync(path, cancellationToken).ConfigureAwait(false))
            throw new TableException($"{path} is text, and neither ECSV nor VOTable nor by its name CSV; files that can be shown are FITS images and tables, Parquet, ECSV, VOTable and CSV");
        var whole = new List<Fact> { new("format", format == TableFormat.Fits ? "FITS" : format == TableFormat.Votable ? "VOTable" : format == TableFormat.Ecsv ? "ECSV" : "CSV") };
        whole.Add(new("size", $"{new FileInfo(path).Length} bytes"));
        if (format == TableFormat.Fits)
            return await FitsAsync(path, whole, rows, cancellationToken).ConfigureAwait(false);
        var (first, count) = await TableFile.ReadFirstAsync(path, format, rows, cancellationToken).ConfigureAwait(false);
        return [new(path, [.. whole, .. TableFacts.Of(first.Schema, count)]) { Rows = first }];
    }

    private static async Task<IReadOnlyList<DescriptionPart>> FitsAsync(string path, List<Fact> whole, int rows, CancellationToken cancellationToken)
    {
        var file = await FitsFile.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            var headers = file.Hdus.Take(2).SelectMany(hdu => hdu.ImageHeader);
            whole.AddRange([new("HDUs", (long)file.Hdus.Count), .. HeaderFacts.Of(new FitsHeader(headers))]);
            var parts = new List<DescriptionPart> { new(path, whole) };
            foreach (var hdu in file.Hdus)
                parts.Add(await HduAsync(hdu, rows, cancellationToken).ConfigureAwait(false));
            return parts;
        }
    }

    private static async Task<DescriptionPart> HduAsync(FitsHdu hdu, int rows, CancellationToken cancellationToken)
    {
        string title = string.Join(' ', new[] { $"HDU {hdu.Index}", hdu.Name, hdu.Role == hdu.Name ? null : hdu.Role }.Where(text => !string.IsNullOrEmpty(text)));
        switch (hdu.Kind)
        {
            case FitsHduKind.Image or FitsHduKind.CompressedImage:
                return new(title, await ImageAsync(hdu, cancellationToken).ConfigureAwait(false)) { Cards = hdu.ImageHeader };
            case FitsHduKind.BinaryTable or FitsHduKind.TextTable:
                var table = hdu.OpenTable();
                if (hdu.Role == ArchiveData)
                    return new(title, [new("rows", table.RowCount), new("columns", (long)table.Columns.Count)]) { Cards = hdu.Header };
                var first = await table.ReadTableAsync(new TableReadOptions { RowCount = Math.Min(rows, table.RowCount) }, cancellationToken).ConfigureAwait(false);
                return new(title, [.. TableFacts.Of(table.Schema, table.RowCount)]) { Cards = hdu.Header, Rows = first };
            default:
                return new(title, [new("kind", hdu.Kind == FitsHduKind.Empty ? "header without data" : hdu.Kind == FitsHduKind.RandomGroups ? "random groups, which are not read here" : "data of a kind that is not read here")]) { Cards = hdu.Header };
        }
    }

    private static async Task<IReadOnlyList<Fact>> ImageAsync(FitsHdu hdu, CancellationToken cancellationToken)
    {
        var box = hdu.ImageBox;
        var facts = new List<Fact>
        {
            new("image", $"{box.Width} x {box.Height}{(hdu.ImagePlanes > 1 ? $" x {hdu.ImagePlanes}" : "")} pixels"),
            new("type", hdu.PixelType.ToString()),
        };
        if (hdu.Kind == FitsHduKind.CompressedImage)
            facts.Add(new("compression", hdu.Header.FindString("ZCMPTYPE")?.Trim() ?? "unknown"));
        if (hdu.ImageHeader.FindString("BUNIT") is { Length: > 0 } unit)
            facts.Add(new("unit", unit));
        bool isMask = string.Equals(hdu.Role ?? hdu.Name, "MASK", StringComparison.OrdinalIgnoreCase);
        if (isMask && hdu.PixelType is not (Images.PixelType.Float32 or Images.PixelType.Float64))
            facts.AddRange(await MaskFacts.OfAsync(hdu, cancellationToken).ConfigureAwait(false));
        else if (!string.Equals(hdu.Role ?? hdu.Name, "VARIANCE", StringComparison.OrdinalIgnoreCase))
            facts.AddRange(WcsFacts.Of(hdu.ImageHeader, box.Width, box.Height));
        return facts;
    }
}
