using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using SkyButler.Resources;

namespace SkyButler.Configuration.Repositories;

/// <summary>
/// Short names of repositories: the mapping in the file that <c>DAF_BUTLER_REPOSITORY_INDEX</c> names, or in the text of
/// <c>DAF_BUTLER_REPOSITORIES</c>.
/// </summary>
public sealed class RepositoryIndex
{
    private const string FileVariable = "DAF_BUTLER_REPOSITORY_INDEX";
    private const string TextVariable = "DAF_BUTLER_REPOSITORIES";

    private readonly Config _repositories;

    private RepositoryIndex(Config repositories) => _repositories = repositories;

    /// <summary>The names, sorted.</summary>
    public IEnumerable<string> Names => _repositories.Keys.Order(StringComparer.Ordinal);

    /// <summary>Reads the index that an environment names; empty when it names none.</summary>
    /// <exception cref="ConfigException">Both variables are set, or the index is missing or malformed.</exception>
    public static async Task<RepositoryIndex> LoadAsync(ConfigSources sources, CancellationToken cancellationToken = default)
    {
        var (file, text) = (sources.Environment[FileVariable], sources.Environment[TextVariable]);
        if (file is not null && text is not null)
            throw new ConfigException($"Both {FileVariable} and {TextVariable} are set; unset one.");
        if (text is not null)
            return new(Config.FromNode(YamlReader.Read(text, TextVariable)));
        if (file is null)
            return new(Config.Empty);
        var path = ResourcePath.Parse(file, sources.WorkingDirectory, sources.Environment);
        try
        {
            return new(await new ConfigLoader(sources).LoadAsync(path, cancellationToken).ConfigureAwait(false));
        }
        catch (ConfigException error) when (error.InnerException is ResourceNotFoundException)
        {
            throw new ConfigException($"Butler repository index file not found at {path}.", error);
        }
    }

    /// <summary>The URI of a repository by its name; null when the index does not know it.</summary>
    public string? Find(string name) => _repositories.Find([name]) is ConfigScalar { Value: not null } scalar ? scalar.Text : null;
}
