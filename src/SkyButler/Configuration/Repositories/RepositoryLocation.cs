using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Configuration.Repositories;

/// <summary>From what a user calls a repository to its configuration file.</summary>
internal static class RepositoryLocation
{
    public static async Task<ResourcePath> FindConfigAsync(string repository, ConfigSources sources, CancellationToken cancellationToken)
    {
        var (index, failure) = await TryLoadIndexAsync(sources, cancellationToken).ConfigureAwait(false);
        var path = ResourcePath.ParseTyped(index?.Find(repository) ?? repository, sources.WorkingDirectory, sources.Environment);
        if (path.Extension is ".yaml" or ".json" && !path.IsDirectory)
            return path;
        if (!path.IsLocal)
            return path.Extension.Length == 0 || path.IsDirectory
                ? path.AsDirectory().Join(ButlerConfig.FileName)
                : throw new ConfigException($"{path.DisplayName} names no repository; give a directory, or a .yaml or .json file.");
        var file = path.AsDirectory().Join(ButlerConfig.FileName);
        if (await sources.Stores.ExistsAsync(file, cancellationToken).ConfigureAwait(false))
            return file;
        // Who names a repository by its path needs no index; who names none that is there must hear of the index first.
        if (failure is not null)
            throw failure;
        var exists = await sources.Stores.ExistsAsync(path, cancellationToken).ConfigureAwait(false);
        throw new ConfigException(exists
            ? $"{path.LocalPath} is no repository: it has no {ButlerConfig.FileName}. Make one with 'butler create'."
            : $"There is no repository at {path.LocalPath}, and none is called '{repository}' in the repository index.{Suggestions.For(repository, index?.Names ?? [])}");
    }

    private static async Task<(RepositoryIndex? Index, ConfigException? Failure)> TryLoadIndexAsync(ConfigSources sources, CancellationToken cancellationToken)
    {
        try
        {
            return (await RepositoryIndex.LoadAsync(sources, cancellationToken).ConfigureAwait(false), null);
        }
        catch (ConfigException e)
        {
            return (null, e);
        }
    }
}
