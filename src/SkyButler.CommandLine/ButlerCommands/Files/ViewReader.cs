using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs;
using SkyButler.Datasets;
using SkyButler.Datastores.Formatters.Tables;
using SkyButler.Imaging.Previews;
using SkyButler.Imaging.Previews.Scenes;
using SkyButler.Imaging.Sky;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary>Reads what <c>butler view</c> draws, and says which image it is where there are several.</summary>
internal sealed class ViewReader(
    CommandContext context, string source, string dataset, IReadOnlyList<string> collections, string? hdu, SkyCircle? circle, IReadOnlyList<string> planes)
{
    private const string Band = "band";

    /// <summary>The image that is named.</summary>
    public Task<Scene> ReadAsync(CancellationToken cancellationToken) => ReadAsync(source, band: null, cancellationToken);

    /// <summary>The image of another band: of a dataset with another value of that dimension, or another file.</summary>
    public Task<Scene> ReadBandAsync(string bandOrFile, CancellationToken cancellationToken)
    {
        if (dataset.Length == 0)
            return ReadAsync(bandOrFile, band: null, cancellationToken);
        return Guid.TryParse(dataset, out _)
            ? throw new UsageException("--green and --blue need a dataset type and a data ID with a band; an identifier has no other bands.")
            : ReadAsync(source, $"{Band}={bandOrFile}", cancellationToken);
    }

    /// <summary>The same with the sources of a catalogue marked.</summary>
    public async Task<Scene> MarkAsync(Scene scene, string catalog, CancellationToken cancellationToken)
    {
        var table = await TableFiles.ReadAsync(catalog, cancellationToken: cancellationToken);
        using var wcs = scene.Wcs is { } cards ? SkyWcs.Find(cards, scene.Image.Box.MinX, scene.Image.Box.MinY) : null;
        var (marks, box) = (SourcePlaces.Of(table, wcs, scene.Image.Box), scene.Image.Box);
        if (!marks.Any(mark => mark.X >= box.MinX - 0.5 && mark.X <= box.MaxX + 0.5 && mark.Y >= box.MinY - 0.5 && mark.Y <= box.MaxY + 0.5))
            context.Log.Warning($"None of the {marks.Count} sources in {catalog} lies in the image.");
        return scene with { Marks = marks };
    }

    private async Task<Scene> ReadAsync(string place, string? band, CancellationToken cancellationToken) =>
        await new NamedDataset(place, dataset, collections, band).UseAsync(context, (butler, found) => ReadAsync(butler, found, cancellationToken), cancellationToken)
            ?? await ReadFileAsync(place, cancellationToken);

    private async Task<Scene> ReadAsync(Butler butler, DatasetRef found, CancellationToken cancellationToken)
    {
        var value = await butler.GetAsync(found, parameters: Parameters(), cancellationToken: cancellationToken);
        var scene = Viewable.SceneOf(value) with { ShownPlanes = planes };
        if (found.DatasetType.Component is null && await ChoiceAsync(butler, found, cancellationToken) is { } choice)
            context.Log.Information($"{choice} is drawn; name another as {found.DatasetType.Name}.mask or {found.DatasetType.Name}.variance.");
        return scene;
    }

    // Only what is at hand is looked into: the image was read, wherever it lies.
    private static async Task<string?> ChoiceAsync(Butler butler, DatasetRef found, CancellationToken cancellationToken)
    {
        var uris = await butler.GetUrisAsync([found], cancellationToken: cancellationToken);
        return uris.GetValueOrDefault(found.Id) is [{ Uri: { IsLocal: true, Fragment: "" } path }] && path.LocalPath.Contains(".fit", StringComparison.OrdinalIgnoreCase)
            ? await Viewable.ChoiceOfAsync(path.LocalPath, cancellationToken)
            : null;
    }

    private async Task<Scene> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        var viewed = await Viewable.ReadFileAsync(path, hdu, circle, planes, cancellationToken);
        if (viewed.ImageCount > 1 && hdu is null)
            context.Log.Information($"Of the {viewed.ImageCount} images in {path}, {viewed.Source} is drawn; choose another by --hdu NAME or --hdu NUMBER ('butler show' lists them).");
        return viewed.Scene;
    }

    private Dictionary<string, object>? Parameters() => circle is { } part
        ? new() { ["ra"] = part.Centre.Longitude, ["dec"] = part.Centre.Latitude, ["radius"] = part.Radius }
        : null;
}
