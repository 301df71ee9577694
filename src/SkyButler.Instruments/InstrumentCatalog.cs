using System.Reflection;
using SkyButler.Configuration;
using SkyButler.Resources;

namespace SkyButler.Instruments;

/// <summary>Finds descriptions of instruments by file, or by name or class name in folders of descriptions and among those that ship.</summary>
/// <param name="folders">Local folders, searched in order, before what ships.</param>
public sealed class InstrumentCatalog(IReadOnlyList<ResourcePath> folders)
{
    private const string Shipped = "SkyButler.Instruments.Descriptions/";

    /// <summary>Names of the descriptions that ship, sorted.</summary>
    public static IReadOnlyList<string> ShippedNames { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Shipped, StringComparison.Ordinal))
            .Select(name => name[Shipped.Length..^".yaml".Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A description that ships.</summary>
    /// <exception cref="InstrumentException">There is none of that name.</exception>
    public static InstrumentDescription LoadShipped(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Shipped}{name}.yaml")
            ?? throw new InstrumentException($"There is no description '{name}'; there are {string.Join(", ", ShippedNames)}.{Suggestions.For(name, ShippedNames)}");
        using var reader = new StreamReader(stream);
        return InstrumentDescription.Parse(reader.ReadToEnd(), name + ".yaml");
    }

    /// <summary>The description that a text names: a YAML file, or the class name or name of a described instrument.</summary>
    /// <exception cref="InstrumentException">There is none.</exception>
    public async Task<InstrumentDescription> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (text.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || text.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return await InstrumentDescription.LoadAsync(ResourcePath.Parse(text), cancellationToken);
        var known = new List<string>();
        var problems = new List<string>();
        await foreach (var description in AllAsync(problems, cancellationToken))
        {
            if (description.IsCalled(text))
                return description;
            if (description.ClassName is { } className)
                known.Add(className);
        }

        throw new InstrumentException(
            $"No description of the instrument '{text}' is known; write one as a YAML file (docs/instruments.md) and name that file.{Suggestions.For(text, known)}{Told(problems)}");
    }

    /// <summary>The description of an instrument that is registered, by its class name or else its name; null where there is none.</summary>
    /// <exception cref="InstrumentException">There is none, but files that can't be read.</exception>
    public async Task<InstrumentDescription?> FindRegisteredAsync(string name, string? className, CancellationToken cancellationToken)
    {
        InstrumentDescription? named = null;
        var problems = new List<string>();
        await foreach (var description in AllAsync(problems, cancellationToken))
        {
            if (className is not null && description.ClassName == className)
                return description;
            if (named is null && description.IsCalled(name))
                named = description;
        }

        return named is not null || problems.Count == 0
            ? named
            : throw new InstrumentException($"No description of {name} was found.{Told(problems)}");
    }

    private static string Told(IReadOnlyList<string> problems) => problems.Count == 0 ? "" : $" These could not be read: {string.Join("; ", problems)}";

    // A file that can't be read only matters where no other is what is looked for.
    private async IAsyncEnumerable<InstrumentDescription> AllAsync(
        List<string> problems, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in Files())
        {
            InstrumentDescription? description = null;
            try
            {
                description = await InstrumentDescription.LoadAsync(ResourcePath.FromLocalPath(file), cancellationToken);
            }
            catch (ConfigException e)
            {
                problems.Add(e.Message);
            }

            if (description is { IsTranslator: false })
                yield return description;
        }

        foreach (var name in ShippedNames)
            yield return LoadShipped(name);
    }

    private IEnumerable<string> Files() => folders
        .Where(folder => Directory.Exists(folder.LocalPath))
        .SelectMany(folder => Directory.EnumerateFiles(folder.LocalPath, "*.yaml").Order(StringComparer.Ordinal));
}
