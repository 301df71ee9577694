using System.Text;
using SkyButler.Imaging.Archives;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Tables;

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
        return Entry("FILTER", "FilterLabel") is { } entry ? await FilterAsync(entry, cancellationToken).ConfigureAwait(false) : null;
    }

    private async Task<FilterLabel> FilterAsync(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        var rows = await archive.ReadAsync(entry, cancellationToken).ConfigureAwait(false);
        return new(rows.Flag(0, 0) ? rows.Text("band", 0) : null, rows.Flag(1, 0) ? rows.Text("physical", 0) : null);
    }

    public async Task<PhotoCalib?> PhotoCalibAsync(CancellationToken cancellationToken)
    {
        return Entry("PHOTOCALIB", "PhotoCalib") is { } entry ? await PhotoCalibAsync(entry, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>The object of a number.</summary>
    /// <exception cref="UnknownComponentException">It is of a kind that is not known here.</exception>
    public async Task<object> ObjectAsync(int id, CancellationToken cancellationToken)
    {
        var entry = archive.Entries.FirstOrDefault(e => e.Id == id && e.Part == 0 && e.RowCount > 0);
        return entry.Name switch
        {
            "FilterLabel" => await FilterAsync(entry, cancellationToken).ConfigureAwait(false),
            "PhotoCalib" => await PhotoCalibAsync(entry, cancellationToken).ConfigureAwait(false),
            "Polygon" => await PolygonAsync(entry, cancellationToken).ConfigureAwait(false),
            "GaussianPsf" or "SingleGaussianPsf" => await GaussianAsync(entry, cancellationToken).ConfigureAwait(false),
            null => throw new FitsFormatException(file.Name, $"the archive has no object {id}"),
            var kind => throw new UnknownComponentException($"{file.Name} holds a {kind}, which is not known here; copy it by retrieve-artifacts"),
        };
    }

    /// <summary>Corrections of fluxes by their names; null where there are none.</summary>
    /// <exception cref="UnknownComponentException">Some are of a kind that is not known here.</exception>
    public async Task<IReadOnlyDictionary<string, ChebyshevField>?> ApertureCorrectionsAsync(CancellationToken cancellationToken)
    {
        if (Entry("AP_CORR_MAP", "ApCorrMap") is not { } entry)
            return null;
        var rows = await archive.ReadAsync(entry, cancellationToken).ConfigureAwait(false);
        var fields = new OrderedDictionary<string, ChebyshevField>(StringComparer.Ordinal);
        for (int row = 0; row < rows.Count; row++)
            fields[rows.Text("name", row)] = await FieldAsync(rows.Number("field", row, 0), "aperture corrections vary", cancellationToken).ConfigureAwait(false);
        return fields;
    }

    /// <summary>The inputs of a coadd; null where it doesn't say.</summary>
    public async Task<CoaddInputs?> CoaddInputsAsync(CancellationToken cancellationToken)
    {
        if (IdOf("COADD_INPUTS") is not { } id)
            return null;
        var parts = archive.Entries.Where(e => e.Id == id && e.Name == "CoaddInputs").OrderBy(e => e.Part).ToList();
        return parts.Count < 2 ? null : new(await TableAsync(parts[0], cancellationToken).ConfigureAwait(false), await TableAsync(parts[1], cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The kind of a component's object; null where there is none.</summary>
    public string? KindOf(string component) => Find(component)?.Name;

    private async Task<Table> TableAsync(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        var table = archive.Catalog(entry.Catalog);
        archive.Require(entry, table.RowCount);
        return FlagColumns.Unpack(await table.ReadTableAsync(new TableReadOptions { FirstRow = entry.FirstRow, RowCount = entry.RowCount }, cancellationToken).ConfigureAwait(false));
    }

    private async Task<PhotoCalib> PhotoCalibAsync(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        var rows = await archive.ReadAsync(entry, cancellationToken).ConfigureAwait(false);
        // Once it was in units of the flux of magnitude 0.
        var unit = rows.Number("version", 0, 0) == 0 ? PhotoCalib.ReferenceFlux : 1;
        var (mean, error) = (rows.Number("calibrationMean", 0, double.NaN) * unit, rows.Number("calibrationErr", 0, double.NaN) * unit);
        var isConstant = rows.Flag(0, 0);
        return new(mean, error, isConstant ? null : await FieldAsync(rows.Number("field", 0, 0), "photometric calibration varies", cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Outline of the pixels that hold; null where all do.</summary>
    public async Task<IReadOnlyList<(double X, double Y)>?> ValidPolygonAsync(CancellationToken cancellationToken)
    {
        return Entry("VALID_POLYGON", "Polygon") is { } entry ? await PolygonAsync(entry, cancellationToken).ConfigureAwait(false) : null;
    }

    private async Task<IReadOnlyList<(double X, double Y)>> PolygonAsync(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        var rows = await archive.ReadAsync(entry, cancellationToken).ConfigureAwait(false);
        return [.. Enumerable.Range(0, rows.Count).Select(row => rows.Point("vertices", row))];
    }

    /// <summary>The YAML text of summary statistics; null where there are none.</summary>
    public async Task<string?> SummaryStatsAsync(CancellationToken cancellationToken) => Entry("SUMMARY_STATS", "ExposureSummaryStats") is { } entry
        ? Encoding.UTF8.GetString((await archive.ReadAsync(entry, cancellationToken).ConfigureAwait(false)).Bytes("bytes", 0))
        : null;

    /// <summary>The point-spread function; null where there is none.</summary>
    /// <exception cref="UnknownComponentException">It is of a kind that is not known here.</exception>
    public async Task<GaussianPsf?> PsfAsync(CancellationToken cancellationToken)
    {
        if (Find("PSF") is not { } entry)
            return null;
        if (entry.Name is not ("GaussianPsf" or "SingleGaussianPsf"))
            throw new UnknownComponentException($"{file.Name}: its point-spread function is a {entry.Name}, which is not known here, but kept when the exposure is stored again; only GaussianPsf is");
        return await GaussianAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    private async Task<GaussianPsf> GaussianAsync(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        var rows = await archive.ReadAsync(entry, cancellationToken).ConfigureAwait(false);
        return new(rows.Number("dimensions_x", 0, 0), rows.Number("dimensions_y", 0, 0), rows.Number("sigma", 0, double.NaN));
    }

    private async Task<ChebyshevField> FieldAsync(int id, string what, CancellationToken cancellationToken)
    {
        var entry = archive.Entries.FirstOrDefault(e => e.Id == id && e.Part == 0 && e.RowCount > 0);
        if (entry.Name != "ChebyshevBoundedField")
            throw new UnknownComponentException($"{file.Name}: its {what} as a {(entry.Name is { Length: > 0 } name ? name : $"missing object {id}")}, which is not known here; only ChebyshevBoundedField is");
        var rows = await archive.ReadAsync(entry, cancellationToken).ConfigureAwait(false);
        var (order, coefficients) = (rows.Number("order_x", 0, 0), rows.Numbers("coefficients", 0));
        if (order < 0 || coefficients.Length == 0 || coefficients.Length % (order + 1L) != 0)
            throw new FitsFormatException(file.Name, $"a Chebyshev field of order {order} has {coefficients.Length} coefficients");
        return new(rows.Corners(0), order, coefficients);
    }

    private ArchiveEntry? Entry(string component, string kind) => Find(component) is { } entry && entry.Name == kind ? entry : null;

    private long? IdOf(string component)
    {
        var header = file.Primary.Header;
        return (header.FindInt64($"ARCHIVE_ID_{component}") ?? header.FindInt64($"{component}_ID")) is { } id and not 0 ? id : null;
    }

    // The primary header names a component's object in one of two ways, by age of the writer.
    private ArchiveEntry? Find(string component)
    {
        if (IdOf(component) is not { } id)
            return null;
        foreach (var entry in archive.Entries)
            if (entry.Id == id && entry.Part == 0 && entry.RowCount > 0)
                return entry;
        return null;
    }
}
