using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Observations;

namespace SkyButler.Instruments.Translators;

/// <summary>
/// Knows one instrument's headers. What YAML can say needs no code (<c>docs/instruments.md</c>); a class of this kind says the rest. It holds
/// no state, so that many headers can be translated at once.
/// </summary>
public interface ITranslator
{
    /// <summary>Its name, which index files and sidecars keep.</summary>
    string Name { get; }

    /// <summary>Properties that it alone has; their names begin with <c>ext_</c>.</summary>
    IReadOnlyList<ObservationProperty> Extensions => [];

    /// <summary>Whether the headers of all HDUs are wanted; else those of the first two.</summary>
    bool WantsAllHdus => false;

    /// <summary>Whether a header is of this instrument.</summary>
    /// <param name="header">The header.</param>
    /// <param name="file">Its file, where there is one.</param>
    bool CanTranslate(Header header, string? file);

    /// <summary>
    /// The value of a property, in the type of its kind and in its unit; null where the header doesn't tell, so that what follows from other
    /// properties counts.
    /// </summary>
    /// <exception cref="FormatException">The header has something that can't be understood.</exception>
    object? Find(string property, Translation translation);

    /// <summary>Mends what is known to be wrong with headers of the instrument.</summary>
    /// <param name="header">The header, which is changed.</param>
    /// <param name="translation">What it says as it is.</param>
    /// <returns>Whether anything was changed.</returns>
    bool Fix(Header header, Translation translation) => false;

    /// <summary>The headers of a file that stand for one detector each; by default one, the first two HDUs' merged.</summary>
    IReadOnlyList<Header> Select(IReadOnlyList<Header> hdus) => [HeaderMerger.Merge([.. hdus.Take(2)], HeaderMerge.Overwrite)];
}
