using SkyButler.CommandLine.Programs;
using SkyButler.Configuration.Repositories;
using SkyButler.Datasets;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary>A dataset as commands name one: by its type and a data ID, by its identifier (UUID), or by an address instead of the repository.</summary>
/// <param name="source">The repository or address.</param>
/// <param name="name">The type or identifier; empty where an address says all.</param>
/// <param name="collections">Where it is searched, all collections if there are none.</param>
internal sealed class NamedDataset(string source, string name, IReadOnlyList<string> collections)
{
    /// <summary>Finds the dataset and makes something of it while its repository is open; null where no dataset is named, but a file.</summary>
    /// <exception cref="DatasetNotFoundException">There is no such dataset.</exception>
    public async Task<T?> UseAsync<T>(CommandContext context, Func<Butler, DatasetRef, Task<T>> use, CancellationToken cancellationToken)
        where T : class
    {
        if (name.Length == 0)
            return DatasetAddress.TryParse(source, out var address) ? await UseAsync(context, address.Repository, address.Id, use, cancellationToken) : null;
        if (Guid.TryParse(name, out var id))
            return await UseAsync(context, source, id, use, cancellationToken);
        await using var butler = await Repositories.OpenForReadingAsync(context, source, cancellationToken);
        var searched = collections;
        if (searched.Count == 0)
            searched = [.. (await butler.Registry.Collections.FlattenAsync(["*"], cancellationToken)).Select(collection => collection.Name)];
        var found = await butler.GetDeferredAsync(name, DataIdArguments.Read(context.Values, butler.Universe), searched, cancellationToken: cancellationToken);
        return await use(butler, found.Dataset);
    }

    private static async Task<T> UseAsync<T>(CommandContext context, string repository, Guid id, Func<Butler, DatasetRef, Task<T>> use, CancellationToken cancellationToken)
    {
        await using var butler = await Repositories.OpenForReadingAsync(context, repository, cancellationToken);
        var dataset = await butler.GetDatasetAsync(id, cancellationToken: cancellationToken)
            ?? throw new DatasetNotFoundException($"The repository '{repository}' has no dataset with the identifier {id}.");
        return await use(butler, dataset);
    }
}
