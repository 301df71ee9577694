using SkyButler.Configuration.Nodes;

namespace SkyButler.Datastores.Formatters.Structured;

/// <summary>Names and versions of software, as YAML under the original's tag.</summary>
public sealed class PackagesFormatter : YamlFormatter
{
    private const string Tag = "!<lsst.utils.packages.Packages>";

    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; } = [".yaml", ".json", ".pickle", ".pkl"];

    /// <inheritdoc />
    public override async ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken)
    {
        var extension = Path.GetExtension(source.Name);
        if (extension is ".pickle" or ".pkl")
            throw new DatastoreException($"{source.Name} is a Python pickle, which can hold code and is never loaded; copy it by retrieve-artifacts and read it with Python.");
        var content = await source.ReadAllAsync(cancellationToken).ConfigureAwait(false);
        return extension == ".json" ? JsonFormatter.Read(content, source) : Read(content, source);
    }

    /// <inheritdoc />
    internal override ConfigNode Tagged(ConfigNode tree) =>
        tree is ConfigMapping mapping ? new ConfigMapping(mapping.Entries.OrderBy(e => e.Key.ToString(), StringComparer.Ordinal), Tag) : tree;
}
