using System.Text.Json;
using System.Text.Json.Nodes;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Configuration;

/// <summary>Reads configuration files with everything that they include.</summary>
public sealed class ConfigLoader
{
    private const string IncludeTag = "!include";
    private const string IncludeKey = "includeConfigs";
    private const int DeepestInclude = 32;

    private readonly ConfigSources _sources;

    /// <summary>Makes a loader.</summary>
    public ConfigLoader(ConfigSources? sources = null) => _sources = sources ?? ConfigSources.Default;

    /// <summary>Bounds and rules for the YAML that is read.</summary>
    public YamlReadOptions Yaml { get; init; } = YamlReadOptions.Default;

    /// <summary>Reads a <c>.yaml</c> or <c>.json</c> file, following <c>!include</c> and <c>includeConfigs</c>.</summary>
    /// <exception cref="ConfigException">The file or one that it includes is missing, malformed, or no mapping.</exception>
    public Task<Config> LoadAsync(ResourcePath file, CancellationToken cancellationToken = default) => LoadAsync(file, 0, cancellationToken);

    /// <summary>Reads a document of any kind, following <c>!include</c>.</summary>
    /// <exception cref="ConfigException">The file or one that it includes is missing or malformed.</exception>
    public Task<ConfigNode> LoadNodeAsync(ResourcePath file, CancellationToken cancellationToken = default) =>
        LoadNodeAsync(file, 0, cancellationToken);

    private async Task<Config> LoadAsync(ResourcePath file, int depth, CancellationToken cancellationToken)
    {
        var config = Config.FromNode(await LoadNodeAsync(file, depth, cancellationToken).ConfigureAwait(false));
        var expanded = await ExpandAsync(config.Root, file, depth, cancellationToken).ConfigureAwait(false);
        return new Config((ConfigMapping)expanded);
    }

    private async Task<ConfigNode> LoadNodeAsync(ResourcePath file, int depth, CancellationToken cancellationToken)
    {
        if (depth > DeepestInclude)
            throw new ConfigException($"{file.DisplayName} is included more than {DeepestInclude} levels deep; do files include each other?");
        if (file.Extension is not (".yaml" or ".json"))
            throw new ConfigException($"The configuration {file.DisplayName} has no supported extension; it must be .yaml or .json.");
        var content = await ReadAsync(file, cancellationToken).ConfigureAwait(false);
        if (file.Extension == ".json")
            return ParseJson(content, file.DisplayName);
        var node = YamlReader.Read(content, file.DisplayName, Yaml);
        return await IncludeAsync(node, file, depth, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(ResourcePath file, CancellationToken cancellationToken)
    {
        try
        {
            return await _sources.Stores.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceNotFoundException error)
        {
            throw new ConfigException($"The configuration {file.DisplayName} does not exist.", error);
        }
        catch (IOException error)
        {
            throw new ConfigException($"The configuration {file.DisplayName} cannot be read: {error.Message}", error);
        }
    }

    private static ConfigNode ParseJson(ReadOnlyMemory<byte> content, string source)
    {
        try
        {
            return ConfigNodes.FromJson(JsonNode.Parse(content.Span), source);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new ConfigException($"{source}: this is not valid JSON: {error.Message}", error);
        }
    }

    private async Task<ConfigNode> IncludeAsync(ConfigNode node, ResourcePath file, int depth, CancellationToken cancellationToken)
    {
        var isInclude = node.Tag == IncludeTag;
        switch (node)
        {
            case ConfigScalar scalar when isInclude:
                var included = await FindTaggedAsync(scalar.ToString(), file, cancellationToken).ConfigureAwait(false);
                return await LoadNodeAsync(included, depth + 1, cancellationToken).ConfigureAwait(false);
            case ConfigSequence sequence:
                var items = new List<ConfigNode>(sequence.Items.Count);
                foreach (var item in sequence.Items)
                    items.Add(await IncludeAsync(isInclude ? Included(item) : item, file, depth, cancellationToken).ConfigureAwait(false));
                return new ConfigSequence(items, isInclude ? null : sequence.Tag, sequence.Location);
            case ConfigMapping mapping:
                var entries = new List<ConfigEntry>(mapping.Count);
                foreach (var (key, value) in mapping.Entries)
                    entries.Add(new(key, await IncludeAsync(isInclude ? Included(value) : value, file, depth, cancellationToken).ConfigureAwait(false)));
                return new ConfigMapping(entries, isInclude ? null : mapping.Tag, mapping.Location);
            default:
                return node;
        }
    }

    // A default file that a user's folder replaces may include others that the user left alone: those of weaker folders serve.
    private async Task<ResourcePath> FindTaggedAsync(string name, ResourcePath file, CancellationToken cancellationToken)
    {
        var beside = ResourcePath.Parse(name, file.Parent, EnvironmentVariables.Empty);
        if (_sources.AllSearchPaths.Select(beside.RelativeTo).FirstOrDefault(relative => relative is not null) is not { } inFolder)
            return beside;
        foreach (var candidate in _sources.AllSearchPaths.Select(folder => folder.Join(inFolder)).Prepend(beside))
        {
            if (await _sources.Stores.ExistsAsync(candidate, cancellationToken).ConfigureAwait(false))
                return candidate;
        }
        return beside;
    }

    // A list or mapping of names under one tag is the same as each name under it.
    private static ConfigScalar Included(ConfigNode name) => name is ConfigScalar scalar
        ? new ConfigScalar(scalar.ToString(), null, IncludeTag, scalar.Location)
        : throw new ConfigException(name.Location, $"{IncludeTag} needs names of files, but this is {name.Kind}.");

    private async Task<ConfigNode> ExpandAsync(ConfigNode node, ResourcePath file, int depth, CancellationToken cancellationToken)
    {
        if (node is not ConfigMapping mapping)
            return node;
        var entries = new List<ConfigEntry>(mapping.Count);
        foreach (var (key, value) in mapping.Entries)
            entries.Add(new(key, await ExpandAsync(value, file, depth, cancellationToken).ConfigureAwait(false)));
        var level = new ConfigMapping(entries, mapping.Tag, mapping.Location);
        if (!level.TryGet(IncludeKey, out _))
            return level;
        var under = Config.Empty;
        foreach (var name in new Config(level).TextList(IncludeKey))
        {
            var found = await FindIncludedAsync(name, file, mapping.Location, cancellationToken).ConfigureAwait(false);
            under = under.Update(await LoadAsync(found, depth + 1, cancellationToken).ConfigureAwait(false));
        }
        return under.Root.Update(level.Without(IncludeKey));
    }

    private async Task<ResourcePath> FindIncludedAsync(
        string name, ResourcePath file, ConfigLocation where, CancellationToken cancellationToken)
    {
        ResourcePath[] candidates =
        [
            ResourcePath.Parse(name, _sources.WorkingDirectory, _sources.Environment),
            ResourcePath.Parse(name, file.Parent, _sources.Environment),
        ];
        foreach (var candidate in candidates)
        {
            if (await _sources.Stores.ExistsAsync(candidate, cancellationToken).ConfigureAwait(false))
                return candidate;
        }
        throw new ConfigException(where, $"'{name}' of {IncludeKey} was found neither at {candidates[0].DisplayName} nor at {candidates[1].DisplayName}.");
    }
}
