using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Imaging;
using SkyButler.Imaging.Descriptions;

namespace SkyButler.Descriptions;

/// <summary>
/// Describes datasets: where they are kept, and what is in them. Of files of images and tables no more is read than that takes; anything
/// else is read as a whole.
/// </summary>
public sealed class DatasetDescriber
{
    private readonly Butler butler;

    /// <summary>Makes a describer over an open repository.</summary>
    public DatasetDescriber(Butler butler) => this.butler = butler;

    /// <summary>Describes a dataset, or a component of it.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="rows">Most rows of each table.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DatastoreException">It is not stored, or its file can't be read here.</exception>
    public async Task<IReadOnlyList<DescriptionPart>> DescribeAsync(DatasetRef dataset, int rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var records = (await butler.FindFilesAsync([dataset], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(dataset.Id, []);
        var uris = (await butler.GetUrisAsync([dataset], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(dataset.Id, []);
        var parts = new List<DescriptionPart> { new($"dataset {dataset.DatasetType.Name}", [.. Facts(dataset), .. Files(records, uris)]) };
        parts.AddRange(LocalFile(dataset, records, uris) is { } path && File.Exists(path) && await FileDescriptions.IsKnownAsync(path, cancellationToken).ConfigureAwait(false)
            ? await FileAsync(dataset, path, rows, cancellationToken).ConfigureAwait(false)
            : [await ObjectAsync(dataset, rows, cancellationToken).ConfigureAwait(false)]);
        return parts;
    }

    private static IEnumerable<Fact> Facts(DatasetRef dataset)
    {
        yield return new("storage class", dataset.DatasetType.StorageClass);
        yield return new("data ID", dataset.DataId.ToString());
        yield return new("run", dataset.Run);
        yield return new("id", dataset.Id.ToString());
    }

    private static IEnumerable<Fact> Files(IReadOnlyList<FileRecord> records, IReadOnlyList<DatasetUri> uris)
    {
        foreach (var uri in uris)
        {
            var record = records.FirstOrDefault(r => r.Component == uri.Component);
            yield return new(uri.Component is null ? "file" : $"file of {uri.Component}", uri.Uri.DisplayName + (record is { FileSize: >= 0 } ? $" ({record.FileSize} bytes)" : ""));
            if (record is not null)
                yield return new(uri.Component is null ? "formatter" : $"formatter of {uri.Component}", record.Formatter);
        }
    }

    // A whole file on this machine, which is not a member of an archive.
    private static string? LocalFile(DatasetRef dataset, IReadOnlyList<FileRecord> records, IReadOnlyList<DatasetUri> uris) =>
        dataset.DatasetType.Component is null && records is [{ Component: null } record] && uris is [{ Uri: { IsLocal: true } uri }] && !record.Path.Contains('#', StringComparison.Ordinal)
            ? uri.LocalPath
            : null;

    private static async Task<IReadOnlyList<DescriptionPart>> FileAsync(DatasetRef dataset, string path, int rows, CancellationToken cancellationToken)
    {
        try
        {
            return await FileDescriptions.DescribeAsync(path, rows, cancellationToken).ConfigureAwait(false);
        }
        catch (ImagingException e)
        {
            throw new DatastoreException($"The file {path} of {dataset.DatasetType.Name} {dataset.DataId} can't be read: {e.Message}", e);
        }
    }

    private async Task<DescriptionPart> ObjectAsync(DatasetRef dataset, int rows, CancellationToken cancellationToken)
    {
        var title = dataset.DatasetType.Component ?? "content";
        var value = await butler.GetAsync(dataset, cancellationToken: cancellationToken).ConfigureAwait(false);
        return ObjectDescriber.Describe(value, title, rows) ?? new(title, PlainFacts.Of(value));
    }
}
