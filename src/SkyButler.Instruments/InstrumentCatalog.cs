using SkyButler.Resources;

namespace SkyButler.Instruments;

/// <summary>Finds descriptions of instruments by file, or by class name in folders of descriptions.</summary>
/// <param name="folders">Local folders, searched in order.</param>
public sealed class InstrumentCatalog(IReadOnlyList<ResourcePath> folders)
{
    /// <summary>The description that a text names: a YAML file, or the class name of a described instrument.</summary>
    /// <exception cref="InstrumentException">There is none.</exception>
    public async Task<InstrumentDescription> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (text.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || text.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return await InstrumentDescription.LoadAsync(ResourcePath.Parse(text), cancellationToken);
        var known = new List<string>();
        foreach (var file in Files())
        {
            var description = await InstrumentDescription.LoadAsync(ResourcePath.FromLocalPath(file), cancellationToken);
            if (description.ClassName == text)
                return description;
            if (description.ClassName is { } name)
                known.Add(name);
        }

        throw new InstrumentException(
            $"No description of the instrument '{text}' is known; write one as a YAML file (docs/instruments.md) and name that file.{Suggestions.For(text, known)}");
    }

    private IEnumerable<string> Files() => folders
        .Where(folder => Directory.Exists(folder.LocalPath))
        .SelectMany(folder => Directory.EnumerateFiles(folder.LocalPath, "*.yaml").Order(StringComparer.Ordinal));
}
