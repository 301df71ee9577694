using System.Collections.Concurrent;
using SkyButler.Configuration.Repositories;
using SkyButler.Datastores.Formatters.Images;
using SkyButler.Datastores.Formatters.Unreadable;

namespace SkyButler.Datastores.Formatters;

/// <summary>
/// Finds the formatter for a name that a database or configuration holds: as <c>skybutler.formatters</c> of the configuration maps it
/// (a trailing <c>*</c> stands for any ending), as the built-in table does, or as a .NET type by its assembly-qualified name.
/// </summary>
internal sealed class FormatterCatalog
{
    private const int LongestChain = 10;

    // Those of the original's that stand in assemblies above this one, and can be read where these are.
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["lsst.pipe.base.quantum_graph.formatter.ProvenanceFormatter"] = "SkyButler.Pipelines.Provenance.Files.ProvenanceFormatter, SkyButler.Pipelines",
    };

    private readonly ConcurrentDictionary<string, IFormatter> resolved = new(StringComparer.Ordinal);
    private readonly TypeNames names;

    public FormatterCatalog(TypeNames names) => this.names = names;

    /// <summary>The formatter of a name; one that refuses to read, with the reason, where the name is not known.</summary>
    public IFormatter Get(string name) => resolved.GetOrAdd(name, static (n, self) => self.Resolve(n), this);

    /// <summary>Whether files that are taken in under this name can be read again, here or by the original, whose names have a module in front.</summary>
    /// <returns>True where it is known here; false where it may be known to the original.</returns>
    /// <exception cref="DatastoreException">Nobody can know the name.</exception>
    public bool Recognizes(string name)
    {
        if (Find(name, 0) is not null)
            return true;
        return name.Contains('.', StringComparison.Ordinal) ? false : throw new DatastoreException(
            $"There is no formatter '{name}'; name one that ships, such as {nameof(RawFormatter)}, or map the name under skybutler.formatters in butler.yaml.{Suggestions.For(name, BuiltInFormatters.Names)}");
    }

    /// <summary>Whether a name is known here.</summary>
    public bool Knows(string name) => Find(name, 0) is not null;

    private IFormatter Resolve(string name) => Find(name, 0) ?? new UnreadableFormatter(
        $"needs the formatter '{name}', which is not known here. Map it to another under skybutler.formatters in butler.yaml, or copy the file by retrieve-artifacts.");

    private IFormatter? Find(string name, int depth)
    {
        if (depth > LongestChain)
            throw new DatastoreException($"skybutler.formatters maps '{name}' to itself.");
        return (names.Formatter(name) ?? Wildcard(name)) is { } mapped && mapped != name
            ? Find(mapped, depth + 1)
            : BuiltInFormatters.Find(name) ?? Plugin(Elsewhere.GetValueOrDefault(name, name));
    }

    private string? Wildcard(string name) => names.Config.Section("formatters").Keys
        .Where(k => k.EndsWith('*') && name.StartsWith(k[..^1], StringComparison.Ordinal))
        .OrderByDescending(k => k.Length)
        .Select(k => names.Formatter(k))
        .FirstOrDefault();

    private static IFormatter? Plugin(string name)
    {
        if (!name.Contains(',', StringComparison.Ordinal) || Type.GetType(name) is not { } type)
            return null;
        return typeof(IFormatter).IsAssignableFrom(type) && type.GetConstructor(Type.EmptyTypes) is not null
            ? (IFormatter)Activator.CreateInstance(type)!
            : throw new DatastoreException($"The type '{name}' is no formatter: it must implement {nameof(IFormatter)} and have a constructor without parameters.");
    }
}
