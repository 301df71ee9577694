using SkyButler.Datasets;
using SkyButler.Geometry;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;
using SkyButler.Instruments.SkyMaps.Tracts;

namespace SkyButler.Instruments.SkyMaps;

/// <summary>Makes a discrete sky map with one tract around a set of images.</summary>
public sealed class DiscreteSkyMapMaker
{
    // Files that are looked into at the same time.
    private const int Readers = 8;
    private const string Wcs = "wcs";
    private const string Box = "bbox";

    /// <summary>Scale, projection and so on of the new sky map; the place of its tract is added.</summary>
    public required SkyMapSettings Settings { get; init; }

    /// <summary>A sky map whose tracts come first; null for none.</summary>
    public SkyMap? Old { get; init; }

    /// <summary>How far the tract reaches beyond the circle around all images, in degrees.</summary>
    public double Border { get; init; }

    /// <summary>Makes it of images' outlines.</summary>
    /// <param name="corners">The images' corners, ICRS.</param>
    /// <exception cref="SkyMapException">There are none, they are not within one half of the sky, or the old sky map is of another kind.</exception>
    public SkyMap Make(IReadOnlyList<SkyPosition> corners)
    {
        if (corners.Count == 0)
            throw new SkyMapException("No image says where it lies on the sky, so that no sky map can be made around them; look at --collections and --dataset-type.");
        if (Old is { Settings.Kind: not SkyMapKind.Discrete })
            throw new SkyMapException($"Tracts can't be added to a sky map of kind '{Configs.SkyMapNames.Of(Old.Settings.Kind)}', only to a discrete one; leave --append out.");
        var circle = CircleAround(corners);
        var (x, y, z) = (circle.Center.X, circle.Center.Y, circle.Center.Z);
        var centre = Sphere.FromVector(x, y, z);
        return new SkyMap(Settings with
        {
            RightAscensions = [.. Old?.Settings.RightAscensions ?? [], centre.Longitude],
            Declinations = [.. Old?.Settings.Declinations ?? [], centre.Latitude],
            Radii = [.. Old?.Settings.Radii ?? [], Sphere.ToDegrees(circle.OpeningAngle) + Border],
        });
    }

    /// <summary>Makes it around the datasets of a type, of which only WCS and box are read.</summary>
    /// <exception cref="SkyMapException">There are none, or they span no part of the sky.</exception>
    public async Task<SkyMap> MakeAsync(
        Butler butler, string datasetType, IReadOnlyList<string> collections, string instrument, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        var found = new List<DatasetRef>();
        var query = new Queries.DatasetQuery { DatasetType = datasetType, Collections = collections, FindFirst = true, DataId = new() { ["instrument"] = instrument } };
        await foreach (var dataset in butler.Queries.DatasetsAsync(query, cancellationToken).ConfigureAwait(false))
            found.Add(dataset);
        if (found.Count == 0)
            throw new SkyMapException($"There are no datasets '{datasetType}' of {instrument} in {string.Join(", ", collections)}, so that no sky map can be made around them; 'butler query-datasets' lists what is there.");
        var corners = new IReadOnlyList<SkyPosition>[found.Count];
        var done = new ProgressCount(progress, "Reading outlines", found.Count);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, found.Count),
            new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                corners[i] = await OutlineAsync(butler, found[i], token).ConfigureAwait(false);
                done.Add();
            }).ConfigureAwait(false);
        return Make([.. corners.SelectMany(outline => outline)]);
    }

    private static async Task<IReadOnlyList<SkyPosition>> OutlineAsync(Butler butler, DatasetRef dataset, CancellationToken cancellationToken)
    {
        if (await ReadAsync(Wcs).ConfigureAwait(false) is not SkyWcs wcs || await ReadAsync(Box).ConfigureAwait(false) is not Box2I box)
            throw new SkyMapException($"The dataset {dataset.DatasetType.Name} {dataset.DataId} does not say where it lies on the sky; choose another --dataset-type.");
        using (wcs)
            return wcs.Footprint(box);

        async Task<object?> ReadAsync(string component)
        {
            var type = dataset.DatasetType.MakeComponent(component, butler.StorageClasses.Component(dataset.DatasetType.StorageClass, component));
            return await butler.GetAsync(dataset.WithDatasetType(type), cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private static Circle CircleAround(IReadOnlyList<SkyPosition> corners)
    {
        try
        {
            return new ConvexPolygon(corners.Select(corner => LonLat.FromDegrees(corner.Longitude, corner.Latitude).ToVector())).BoundingCircle();
        }
        catch (GeometryException e)
        {
            throw new SkyMapException($"No tract can hold all images: {e.Message}.", e);
        }
    }
}
