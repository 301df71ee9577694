using SkyButler.Datastores.Formatters.Pickles;
using SkyButler.Instruments.Gen2.Sources;
using SkyButler.Instruments.SkyMaps;
using SkyButler.Instruments.SkyMaps.Storage;

namespace SkyButler.Instruments.Gen2.Datasets;

/// <summary>Finds the sky map of coadds: it is configured, or stored in a rerun, and registers it.</summary>
internal sealed class Gen2SkyMaps(Butler butler, Gen2Notes notes, Gen2Options options)
{
    private const string Pickle = "deepCoadd/skyMap.pickle";
    private const string UsualName = "gen2";

    /// <summary>The sky map of a rerun and its name; null where there is none.</summary>
    /// <exception cref="Gen2Exception">The stored one is another than the one that is configured.</exception>
    public async Task<(string Name, SkyMap Map)?> FindAsync(Gen2Repository rerun, CancellationToken cancellationToken)
    {
        var path = Path.Combine(rerun.Folder, Pickle);
        var stored = File.Exists(path) ? await ReadAsync(path, cancellationToken) : null;
        if (options.SkyMap is { } configured && stored is not null && !stored.Hash().AsSpan().SequenceEqual(configured.Hash()))
            throw new Gen2Exception($"The sky map that is configured is another than that of {path}; name the right one by --skymap-config, or leave it out.");
        if ((options.SkyMap ?? stored) is not { } map)
            return null;
        var name = await NameAsync(map, cancellationToken) ?? options.SkyMapName ?? UsualName;
        await SkyMapRegistration.RegisterAsync(butler, name, map, options.Progress, cancellationToken);
        return (name, map);
    }

    // The same sky map may be registered already, under its name.
    private async Task<string?> NameAsync(SkyMap map, CancellationToken cancellationToken)
    {
        var hash = map.Hash();
        await foreach (var record in butler.Queries.RecordsAsync("skymap", new() { Dimensions = ["skymap"] }, cancellationToken))
            if (((byte[])record["hash"]!).AsSpan().SequenceEqual(hash))
                return (string)record["name"]!;
        return null;
    }

    private async Task<SkyMap?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return SkyMapFile.FromStored(StoredSkyMap.Parse(await File.ReadAllBytesAsync(path, cancellationToken)));
        }
        catch (Exception e) when (e is FormatException or SkyMapException)
        {
            notes.LeaveOut($"sky maps that can't be read ({e.Message})", path);
            return null;
        }
    }
}
