using SkyButler.Resources;
using SkyButler.Resources.Checksums;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Datastores.Files;

/// <summary>Writes and transfers files under temporary names, several at a time.</summary>
internal static class FileStaging
{
    private const int SmallFile = 1 << 16;
    private const int FilesOfPortion = 64;

    public static async Task StageAsync(
        IWriteBatch batch, List<PlannedFile> files, FileDatastoreSettings settings, DatastoreServices services, ResourcePath root, IProgress<WorkProgress>? progress,
        CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = services.Stores.ThreadsFor(root), CancellationToken = cancellationToken };
        if (files.Count == 1)
        {
            await StageAsync(batch, files[0], settings, services, cancellationToken).ConfigureAwait(false);
            return;
        }

        var count = new ProgressCount(progress, "Ingesting files", files.Count);
        var touched = files.Where(f => f.IsPlaced || settings.RecordsChecksums).ToList();
        count.Add(files.Count - touched.Count);
        await StageAllAsync(batch, touched, settings, services, root.IsLocal ? FilesOfPortion : 1, count, options).ConfigureAwait(false);
    }

    private static Task StageAllAsync(
        IWriteBatch batch, List<PlannedFile> files, FileDatastoreSettings settings, DatastoreServices services, int mostOfPortion, ProgressCount count, ParallelOptions options) =>
        Parallel.ForEachAsync(Portions(files, mostOfPortion), options, async (portion, token) =>
        {
            for (var i = portion.Begin; i < portion.End; i++)
            {
                await StageAsync(batch, files[i], settings, services, token).ConfigureAwait(false);
                FaultPoints.Hit("put.after-file");
                count.Add(1, Math.Max(files[i].Size, 0));
            }
        });

    // Threads that make files in one folder wait for one another in the kernel, so small files, which come folder by folder mostly, are handed out many at a time.
    private static IEnumerable<(int Begin, int End)> Portions(List<PlannedFile> files, int most)
    {
        for (int begin = 0, end; begin < files.Count; begin = end)
        {
            end = begin + 1;
            while (end < files.Count && end < begin + most && IsSmall(files[end - 1]) && IsSmall(files[end]))
                end++;
            yield return (begin, end);
        }
    }

    private static bool IsSmall(PlannedFile file) => file is { Source: not null, Size: >= 0 and <= SmallFile };

    private static async ValueTask StageAsync(
        IWriteBatch batch, PlannedFile file, FileDatastoreSettings settings, DatastoreServices services, CancellationToken cancellationToken)
    {
        if (file.Value is { } value)
        {
            await WriteAsync(batch, file, value, settings, services, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (settings.RecordsChecksums && file is { Size: >= 0, Records: null, Source.IsLocal: true })
            file.Checksum = await Checksum.OfFileAsync(file.Source!.LocalPath, cancellationToken).ConfigureAwait(false);
        if (file.IsPlaced)
            await batch.StageTransferAsync(services.Stores, file.Source!, file.Target, file.Transfer, file.Required, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask WriteAsync(
        IWriteBatch batch, PlannedFile file, object value, FileDatastoreSettings settings, DatastoreServices services, CancellationToken cancellationToken)
    {
        try
        {
            var local = await batch.StageAsync(file.Target, cancellationToken).ConfigureAwait(false);
            await services.Formatters.Get(file.Formatter.Name).WriteAsync(
                value,
                new()
                {
                    LocalPath = local,
                    StorageClass = services.StorageClass(file.StorageClass),
                    Dataset = file.Datasets[0],
                    Provenance = file.Provenance,
                    Parameters = file.Formatter.Parameters,
                    Recipes = settings.Formatters.WriteRecipes.GetValueOrDefault(file.Formatter.Name) ?? new Dictionary<string, object?>(),
                },
                cancellationToken).ConfigureAwait(false);
            file.Size = new FileInfo(local).Length;
            if (settings.RecordsChecksums)
                file.Checksum = await Checksum.OfFileAsync(local, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException and not ResourceException))
        {
            var advice = file.Target.IsLocal ? "" : " It is first written to a temporary file: free some space there, or name another folder by TMPDIR.";
            throw new ResourceException($"Cannot write {file.Target.DisplayName}: {e.Message}{advice}", e);
        }
    }
}
