using System.Collections;
using SkyButler.Datasets;
using SkyButler.Datastores.Contents;
using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Ccd;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Exposures.Components;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;
using SkyButler.Imaging.Tables;

namespace SkyButler.Datastores.Types;

/// <summary>Takes composites apart and puts them together.</summary>
internal static class CompositeParts
{
    // What has a file of its own where exposures are taken apart. WCS, visit and the detector's number are in the metadata's cards; the rest can only be written with the whole.
    private static readonly string[] PartsOfExposures = ["image", "mask", "variance", "metadata", "filter", "photoCalib", "psf", "validPolygon", "detector", "summaryStats"];

    /// <summary>Whether a component takes part in what is assembled; others can only be had by themselves, or not at all.</summary>
    public static bool IsWanted(string component, Type? type) => type != typeof(Exposure) || PartsOfExposures.Contains(component);

    /// <summary>A component of an object in memory; null where it has none by that name or the component is empty.</summary>
    public static object? Take(object composite, string component) => (composite, component) switch
    {
        (Exposure exposure, "metadata") => exposure.Metadata,
        (Exposure exposure, "maskedImage") => exposure.MaskedImage,
        (Exposure exposure, "wcs") => exposure.Wcs is { } wcs ? SkyWcs.Find(wcs, exposure.Box.MinX, exposure.Box.MinY) : null,
        (Exposure exposure, "detector") => exposure.Detector,
        (Exposure exposure, "filter") => exposure.FilterLabel ?? (exposure.Filter is { } name ? new FilterLabel(null, name) : null),
        (Exposure exposure, "photoCalib") => exposure.PhotoCalib,
        (Exposure exposure, "visitInfo") => exposure.VisitInfo,
        (Exposure exposure, "psf") => exposure.Psf,
        (Exposure exposure, "validPolygon") => exposure.ValidPolygon,
        (Exposure exposure, "summaryStats") => exposure.SummaryStats is { } text ? SummaryStatistics.Read(text) : null,
        (Exposure exposure, "dimensions") => new Extent2I(exposure.Box.Width, exposure.Box.Height),
        (Exposure exposure, "xy0") => new Point2I(exposure.Box.MinX, exposure.Box.MinY),
        (Exposure exposure, _) => Take(exposure.MaskedImage, component),
        (MaskedImage image, "image") => image.Image,
        (MaskedImage image, "mask") => image.Mask,
        (MaskedImage image, "variance") => image.Variance,
        (MaskedImage image, "bbox") => image.Image.Box,
        (CcdData ccd, "data") => ccd.Data,
        (CcdData ccd, "mask") => ccd.Mask,
        (CcdData ccd, "uncertainty") => ccd.Uncertainty,
        (CcdData ccd, "flags") => ccd.Flags,
        (CcdData ccd, "psf") => ccd.Psf,
        (CcdData ccd, "unit") => ccd.Unit,
        (CcdData ccd, "wcs") => ccd.OpenSkyWcs(),
        (CcdData ccd, "meta" or "header") => ccd.Metadata,
        (Table table, "columns") => table.Columns.Select(c => (object?)c.Name).ToList(),
        (Table table, "rowcount") => (long)table.RowCount,
        (Table table, "schema") => table.Schema,
        (ArrowTable table, "columns") => table.Schema.Names.Cast<object?>().ToList(),
        (ArrowTable table, "rowcount") => (long)table.Rows.RowCount,
        (ArrowTable table, "schema") => table.Schema,
        (IDictionary mapping, _) => mapping.Contains(component) ? mapping[component] : null,
        _ => null,
    };

    /// <summary>The components of an object that are to be stored by themselves; those that it has not are left out.</summary>
    /// <exception cref="DatastoreException">It has none.</exception>
    public static IReadOnlyDictionary<string, object> TakeApart(object composite, StorageClass storageClass)
    {
        var parts = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var component in storageClass.Components.Keys)
            if ((composite is Exposure exposure ? File(exposure, component) : Take(composite, component)) is { } part)
                parts.Add(component, part);
        return parts.Count > 0
            ? parts
            : throw new DatastoreException(
                $"An object of type {composite.GetType().Name} has none of the components of '{storageClass.Name}': {string.Join(", ", storageClass.Components.Keys)}.");
    }

    /// <summary>What an object is known to have that is lost when it is taken apart, by the names of components.</summary>
    public static IEnumerable<string> LeftOut(object composite)
    {
        if (composite is not Exposure exposure)
            return [];
        return exposure.Detector is not null && StoredDetector.Find(exposure) is null ? [.. exposure.UnknownComponents, "DETECTOR"] : exposure.UnknownComponents;
    }

    // The object that the file of a component holds; null where there is none.
    private static object? File(Exposure exposure, string component) => component switch
    {
        "metadata" => ExposureCards.Join(exposure),
        "detector" => StoredDetector.Find(exposure),
        _ => PartsOfExposures.Contains(component) ? Take(exposure, component) : null,
    };

    /// <summary>The object that components make.</summary>
    /// <param name="parts">Components by name.</param>
    /// <param name="type">What it shall be; null for a dictionary.</param>
    public static object Assemble(IReadOnlyDictionary<string, object> parts, Type? type)
    {
        if (type == typeof(Exposure))
            return ExposureOf(parts);
        if (type == typeof(MaskedImage))
            return MaskedImageOf(parts);
        var mapping = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, part) in parts)
            mapping[name] = part;
        return mapping;
    }

    private static Exposure ExposureOf(IReadOnlyDictionary<string, object> parts)
    {
        var cards = ExposureCards.Divide(MaskedImageOf(parts), parts.GetValueOrDefault("metadata") as FitsHeader);
        return new(cards.MaskedImage, cards.Metadata)
        {
            Wcs = cards.Wcs,
            DetectorId = cards.DetectorId,
            DetectorName = cards.DetectorName,
            Filter = cards.Filter,
            Detector = parts.GetValueOrDefault("detector") as DetectorGeometry,
            FilterLabel = parts.GetValueOrDefault("filter") as FilterLabel,
            PhotoCalib = parts.GetValueOrDefault("photoCalib") as PhotoCalib,
            Psf = parts.GetValueOrDefault("psf") as GaussianPsf,
            SummaryStats = parts.GetValueOrDefault("summaryStats") is { } statistics ? SummaryStatistics.Write(statistics) : null,
            ValidPolygon = parts.GetValueOrDefault("validPolygon") as IReadOnlyList<(double X, double Y)>,
        };
    }

    private static MaskedImage MaskedImageOf(IReadOnlyDictionary<string, object> parts) => parts.GetValueOrDefault("image") is Image<float> image
        ? new MaskedImage(image, parts.GetValueOrDefault("mask") as Mask, parts.GetValueOrDefault("variance") as Image<float>)
        : throw new DatastoreException("An image of floating-point pixels is missing among the components of the exposure.");
}
