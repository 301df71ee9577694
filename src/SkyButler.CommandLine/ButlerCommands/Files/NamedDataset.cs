using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Configuration.Repositories;
using SkyButler.Datasets;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary>A dataset as commands name one: by its type and a data ID, by its identifier (UUID), or by an address instead of the repository.</summary>
/// <param name="source">The repository or address.</param>
/// <param name="name">The type or identifier; empty where an address says all.</param>
/// <param name="collections">Where it is searched, all collections if there are none.</param>
/// <param name="replacing">A <c>KEY=VALUE</c> that goes before what the data ID says; null for none.</param>
internal sealed class NamedDataset(string source, string name, IReadOnlyList<string> collections, string? replacing = null)
{
    /// <summary>Finds the dataset and makes something of it while its repository is open; null where no dataset is named, but a file.</summary>
    /// <exception cref="CommandFailure">Neither is named.</exception>
    /// <exception cref="DatasetNotFoundException">There is no such dataset.</exception>
    public async Task<T?> UseAsync<T>(CommandContext context, Func<Butler, DatasetRef, Task<T>> use, CancellationToken cancellationToken)
        where T : class
    {
        if (name.Length == 0)
        {
            if (DatasetAddress.TryParse(source, out var address))
                return await UseAsync(context, address.Repository, address.Id, use, cancellationToken);
            RequireFile();
            return null;
        }

        if (Guid.TryParse(name, out var id))
            return await UseAsync(context, source, id, use, cancellationToken);
        await using var butler = await Repositories.OpenForReadingAsync(context, source, cancellationToken);
        var searched = collections;
        if (searched.Count == 0)
            searched = [.. (await butler.Registry.Collections.FlattenAsync(["*"], cancellationToken)).Select(collection => collection.Name)];
        var found = await butler.GetDeferredAsync(name, DataIdArguments.Read(context.Values, butler.Universe, replacing), searched, cancellationToken: cancellationToken);
        return await use(butler, found.Dataset);
    }

    // What is a repository for whoever types it is a folder, or a name without a file, for who opens files.
    private void RequireFile()
    {
        if (File.Exists(Path.Combine(source, "butler.yaml")))
            throw new CommandFailure($"'{source}' is a repository, not a file; name one of its datasets, such as TYPE --data-id KEY=VALUE ('butler query-datasets' lists them).");
        if (Directory.Exists(source))
            throw new CommandFailure($"'{source}' is a folder, not a file; name a file in it, or a repository and one of its datasets.");
        if (!File.Exists(source))
            throw new CommandFailure($"There is no file '{source}'; name a file, or a repository and one of its datasets.");
    }

    private static async Task<T> UseAsync<T>(CommandContext context, string repository, Guid id, Func<Butler, DatasetRef, Task<T>> use, CancellationToken cancellationToken)
    {
        await using var butler = await Repositories.OpenForReadingAsync(context, repository, cancellationToken);
        var dataset = await butler.GetDatasetAsync(id, cancellationToken: cancellationToken)
            ?? throw new DatasetNotFoundException($"The repository '{repository}' has no dataset with the identifier {id}.");
        return await use(butler, dataset);
    }
}
