using System.Runtime.CompilerServices;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Sidecars;
using SkyButler.Instruments.Translators;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Ingest.Finding;

/// <summary>What was observed in raw files, by index files, by sidecars, or by their headers where there are neither.</summary>
/// <param name="reader">Reads headers.</param>
/// <param name="stores">Where the files lie.</param>
/// <param name="warnings">Takes what is unusual.</param>
/// <param name="otherwise">Name of the translator that reads headers which no translator knows; null for none.</param>
internal sealed class RawObservations(ObservationReader reader, ResourceStores stores, Action<string>? warnings, string? otherwise = null)
{
    private readonly ObservationReading reading = ObservationReading.OfExposures with
    {
        Problems = warnings,
        Otherwise = otherwise,
        // What a camera that nobody has described is made of.
        Wanted = otherwise is null ? ObservationReading.OptionalExposureProperties : [.. ObservationReading.OptionalExposureProperties, "detector_name", "detector_unique_name"],
    };

    /// <summary>The observations of a folder's files: those that are read by themselves, in their order, then those of indexes.</summary>
    public async IAsyncEnumerable<ObservedFile> ReadAsync(RawFolder folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var told = new OrderedDictionary<ResourcePath, (IndexEntry Entry, ResourcePath Index)>();
        var refused = new List<ObservedFile>();
        foreach (var index in folder.NamedIndexes)
        {
            if (await TryIndexAsync(index, null, told, refused, cancellationToken) is { } error)
                yield return new(index, [], error);
        }

        foreach (var file in refused)
            yield return file;

        if (folder.FoundIndex is { } found && await TryIndexAsync(found, folder.Files.ToHashSet(), told, refused, cancellationToken) is { } problem)
            warnings?.Invoke(problem.Message + "; the files are read instead");
        var rest = folder.Files.Where(file => !told.ContainsKey(file)).ToList();
        await foreach (var file in reader.InOrderAsync(rest, (path, stop) => ReadOneAsync(path, folder.Sidecars, stop), cancellationToken))
            yield return file;
        foreach (var (file, (entry, index)) in told)
            yield return await ObserveAsync(file, entry, $"{index.DisplayName}, '{entry.File}'", cancellationToken);
    }

    private async Task<HeaderException?> TryIndexAsync(
        ResourcePath index, HashSet<ResourcePath>? wanted, OrderedDictionary<ResourcePath, (IndexEntry Entry, ResourcePath Index)> told,
        List<ObservedFile> refused, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var entry in await IndexFile.ReadAsync(index, reader.Catalog, stores, warnings, cancellationToken))
            {
                var file = index.Parent.Join(entry.File);
                if (wanted is null && !IsBeside(entry.File, file, index))
                {
                    refused.Add(new(index, [], new HeaderException(
                        $"{index.DisplayName} tells of '{entry.File}', which does not lie beside or below the index; only such files are taken in by it.")));
                    continue;
                }

                if (wanted?.Contains(file) != false)
                    Add(told, file, entry, index);
            }

            return null;
        }
        catch (HeaderException e)
        {
            return e;
        }
    }

    // An index that came from elsewhere must not bring files in that nobody meant: it may name those of its folder and of the folders beside it.
    private static bool IsBeside(string name, ResourcePath file, ResourcePath index) =>
        !name.StartsWith('/') && !ResourcePath.ParseStored(name).IsAbsolute && file.IsWithin(index.Parent.Parent);

    private void Add(OrderedDictionary<ResourcePath, (IndexEntry Entry, ResourcePath Index)> told, ResourcePath file, IndexEntry entry, ResourcePath index)
    {
        if (!told.TryGetValue(file, out var there))
        {
            told[file] = (entry, index);
        }
        else if (entry.Observation is not null && there.Entry.Observation is null)
        {
            told[file] = (entry, index);
            warnings?.Invoke($"{file.DisplayName}: overriding the header that {there.Index.DisplayName} has of it by the observation of {index.DisplayName}.");
        }
        else if (there.Index != index)
        {
            warnings?.Invoke($"{file.DisplayName}: ignoring content of {index.DisplayName}, since {there.Index.DisplayName} tells of it too.");
        }
    }

    private async Task<ObservedFile> ReadOneAsync(ResourcePath file, HashSet<ResourcePath> sidecars, CancellationToken cancellationToken)
    {
        if (file is { Extension: ".zip", Fragment: "" })
            return new(file, [], new HeaderException($"{file.DisplayName} is a zip; take it in by butler ingest-zip."));
        var sidecar = IndexFile.SidecarOf(file);
        if (sidecars.Contains(sidecar))
        {
            try
            {
                var entry = await IndexFile.ReadSidecarAsync(sidecar, reader.Catalog, stores, warnings, cancellationToken);
                var told = await ObserveAsync(file, entry, sidecar.DisplayName, cancellationToken);
                if (told.Error is not { } error)
                    return told;
                warnings?.Invoke($"{error.Message} The file itself is read.");
            }
            catch (HeaderException e)
            {
                warnings?.Invoke($"{e.Message} The file itself is read.");
            }
        }

        return await reader.TryReadAsync(file, reading, cancellationToken);
    }

    private async Task<ObservedFile> ObserveAsync(ResourcePath file, IndexEntry entry, string where, CancellationToken cancellationToken)
    {
        try
        {
            var observation = entry.Observation ?? await reader.TranslateAsync(entry.Header!, file.DisplayName, reading, cancellationToken);
            return observation.Missing(reading.Required) is { Count: > 0 } missing
                ? throw new HeaderException($"{where} lacks {string.Join(", ", missing)}, which an exposure needs.")
                : new(file, [observation], null);
        }
        catch (HeaderException e)
        {
            return new(file, [], e);
        }
    }
}
