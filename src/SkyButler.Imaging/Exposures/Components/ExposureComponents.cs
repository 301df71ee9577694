using System.Text;
using SkyButler.Imaging.Archives;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Exposures.Components;

/// <summary>Reads the objects that afw puts behind an exposure's images, one without the others.</summary>
internal sealed class ExposureComponents
{
    private readonly FitsFile file;
    private readonly Archive archive;

    private ExposureComponents(FitsFile file, Archive archive)
    {
        this.file = file;
        this.archive = archive;
    }

    /// <summary>Those of a file; null where it has none.</summary>
    public static async Task<ExposureComponents?> FindAsync(FitsFile file, CancellationToken cancellationToken) =>
        await Archive.FindAsync(file, cancellationToken).ConfigureAwait(false) is { } archive ? new(file, archive) : null;

    public async Task<FilterLabel?> FilterAsync(CancellationToken cancellationToken)
    {
        if (Entry("FILTER", "FilterLabel") is not { } entry)
            return null;
        var table = archive.Catalog(entry.Catalog);
        archive.Require(entry, checked((int)table.RowCount));
        var flags = (await table.ReadFlagsAsync("flags", cancellationToken).ConfigureAwait(false))[entry.FirstRow];
        var band = (await table.ReadStringsAsync("band", cancellationToken).ConfigureAwait(false))[entry.FirstRow];
        var physical = (await table.ReadStringsAsync("physical", cancellationToken).ConfigureAwait(false))[entry.FirstRow];
        return new(flags is [true, ..] ? band : null, flags is [_, true, ..] ? physical : null);
    }

    public async Task<PhotoCalib?> PhotoCalibAsync(CancellationToken cancellationToken)
    {
        if (Entry("PHOTOCALIB", "PhotoCalib") is not { } entry)
            return null;
        var table = archive.Catalog(entry.Catalog);
        archive.Require(entry, checked((int)table.RowCount));
        var columns = new TableColumns(table);
        var row = entry.FirstRow;
        var version = (await columns.NumbersAsync("version", 0, cancellationToken).ConfigureAwait(false))[row];
        // Once it was in units of the flux of magnitude 0.
        var unit = version == 0 ? PhotoCalib.ReferenceFlux : 1;
        var mean = (await columns.NumbersAsync("calibrationMean", double.NaN, cancellationToken).ConfigureAwait(false))[row] * unit;
        var error = (await columns.NumbersAsync("calibrationErr", double.NaN, cancellationToken).ConfigureAwait(false))[row] * unit;
        var isConstant = (await table.ReadFlagsAsync("flags", cancellationToken).ConfigureAwait(false))[row] is [true, ..];
        var field = (await columns.NumbersAsync("field", 0, cancellationToken).ConfigureAwait(false))[row];
        return new(mean, error, isConstant ? null : await FieldAsync(field, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Outline of the pixels that hold; null where all do.</summary>
    public async Task<IReadOnlyList<(double X, double Y)>?> ValidPolygonAsync(CancellationToken cancellationToken)
    {
        if (Entry("VALID_POLYGON", "Polygon") is not { } entry)
            return null;
        var table = archive.Catalog(entry.Catalog);
        archive.Require(entry, checked((int)table.RowCount));
        var points = await new TableColumns(table).PointsAsync("vertices", cancellationToken).ConfigureAwait(false);
        return points[entry.FirstRow..(entry.FirstRow + entry.RowCount)];
    }

    /// <summary>The YAML text of summary statistics; null where there are none.</summary>
    public async Task<string?> SummaryStatsAsync(CancellationToken cancellationToken)
    {
        if (Entry("SUMMARY_STATS", "ExposureSummaryStats") is not { } entry)
            return null;
        var table = archive.Catalog(entry.Catalog);
        archive.Require(entry, checked((int)table.RowCount));
        return Encoding.UTF8.GetString((await table.ReadArraysAsync<byte>("bytes", cancellationToken).ConfigureAwait(false))[entry.FirstRow]);
    }

    public async Task<GaussianPsf?> PsfAsync(CancellationToken cancellationToken)
    {
        if (Find("PSF") is not { } entry)
            return null;
        if (entry.Name is not ("GaussianPsf" or "SingleGaussianPsf"))
            throw new ImagingException($"{file.Name}: its point-spread function is a {entry.Name}, which is not known here; only GaussianPsf is");
        var table = archive.Catalog(entry.Catalog);
        archive.Require(entry, checked((int)table.RowCount));
        var columns = new TableColumns(table);
        var (width, height) = (await columns.NumbersAsync("dimensions_x", 0, cancellationToken).ConfigureAwait(false), await columns.NumbersAsync("dimensions_y", 0, cancellationToken).ConfigureAwait(false));
        var sigma = await columns.NumbersAsync("sigma", double.NaN, cancellationToken).ConfigureAwait(false);
        return new(width[entry.FirstRow], height[entry.FirstRow], sigma[entry.FirstRow]);
    }

    private async Task<ChebyshevField> FieldAsync(int id, CancellationToken cancellationToken)
    {
        var entry = archive.Entries.FirstOrDefault(e => e.Id == id && e.Part == 0 && e.RowCount > 0);
        if (entry.Name != "ChebyshevBoundedField")
            throw new ImagingException($"{file.Name}: its photometric calibration varies as a {(entry.Name is { Length: > 0 } name ? name : $"missing object {id}")}, which is not known here; only ChebyshevBoundedField is");
        var table = archive.Catalog(entry.Catalog);
        archive.Require(entry, checked((int)table.RowCount));
        var columns = new TableColumns(table);
        var row = entry.FirstRow;
        var order = (await columns.NumbersAsync("order_x", 0, cancellationToken).ConfigureAwait(false))[row];
        var corner = new int[4];
        var names = new[] { "bbox_min_x", "bbox_min_y", "bbox_max_x", "bbox_max_y" };
        for (var i = 0; i < corner.Length; i++)
            corner[i] = (await columns.NumbersAsync(names[i], 0, cancellationToken).ConfigureAwait(false))[row];
        var coefficients = (await columns.ArraysAsync("coefficients", cancellationToken).ConfigureAwait(false))[row];
        if (order < 0 || coefficients.Length == 0 || coefficients.Length % (order + 1) != 0)
            throw new FitsFormatException(file.Name, $"a Chebyshev field of order {order} has {coefficients.Length} coefficients");
        return new(new Box2I(corner[0], corner[1], corner[2], corner[3]), order, coefficients);
    }

    private ArchiveEntry? Entry(string component, string kind) => Find(component) is { } entry && entry.Name == kind ? entry : null;

    // The primary header names a component's object in one of two ways, by age of the writer.
    private ArchiveEntry? Find(string component)
    {
        var header = file.Primary.Header;
        if ((header.FindInt64($"ARCHIVE_ID_{component}") ?? header.FindInt64($"{component}_ID")) is not { } id || id == 0)
            return null;
        foreach (var entry in archive.Entries)
            if (entry.Id == id && entry.Part == 0 && entry.RowCount > 0)
                return entry;
        return null;
    }
}
