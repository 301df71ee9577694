using System.Text;
using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using SkyButler.Imaging.Fits;

namespace SkyButler.Datastores.Formatters.Structured;

/// <summary>Plain data as YAML: dictionaries, lists and scalars. Nothing in a file is executed or instantiated.</summary>
public class YamlFormatter : FormatterBase
{
    private const string PropertyList = "lsst.daf.base.PropertyList";

    // Kinds of the original that are plain data under a name.
    private static readonly string[] PlainTags =
        ["lsst.utils.packages.Packages", "lsst.base.Packages", PropertyList, "lsst.daf.base.PropertySet"];

    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; } = [".yaml"];

    /// <inheritdoc />
    public override async ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken)
    {
        var content = await source.ReadAllAsync(cancellationToken).ConfigureAwait(false);
        var plain = Read(content, source);
        return request.StorageClass.PythonType == PropertyList && HeaderTree.Find(plain) is { } header ? header : plain;
    }

    /// <inheritdoc />
    public override ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken)
    {
        ConfigNode tree;
        try
        {
            tree = value is FitsHeader header ? HeaderTree.Of(header) : ConfigNodes.FromPlain(value);
        }
        catch (ConfigException)
        {
            throw Unfit(value, target, "dictionaries, lists and scalars");
        }

        return target.WriteAllAsync(Encoding.UTF8.GetBytes(YamlWriter.Write(Tagged(tree), YamlKeyOrder.AsGiven)), cancellationToken);
    }

    /// <summary>The tree with the tag that this kind of data carries at its top.</summary>
    internal virtual ConfigNode Tagged(ConfigNode tree) => tree;

    /// <summary>The plain data of a YAML document.</summary>
    internal static object Read(byte[] content, FormatterSource source)
    {
        try
        {
            return YamlReader.Read(content, source.Name).ToPlain(WithoutTag)
                ?? throw new DatastoreException($"{source.Name} holds nothing; restore it, or remove the dataset.");
        }
        catch (ConfigException e)
        {
            throw Damaged(source, "plain YAML data", e);
        }
    }

    private static object? WithoutTag(ConfigNode node) => PlainTags.Contains(node.Tag?.TrimStart('!'), StringComparer.Ordinal)
        ? ConfigNodes.Untagged(node, WithoutTag)
        : throw new ConfigException(node.Location, $"The tag '{node.Tag}' stands for an object of the original's, and only plain data can be read here.");
}
