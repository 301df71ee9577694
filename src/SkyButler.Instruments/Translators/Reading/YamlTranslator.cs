using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Translators.Formulas;
using SkyButler.Instruments.Translators.Rules;

namespace SkyButler.Instruments.Translators.Reading;

/// <summary>A translator that a YAML file describes.</summary>
internal sealed class YamlTranslator : ITranslator
{
    /// <inheritdoc />
    public required string Name { get; init; }

    /// <summary>The one whose rules count where this has none.</summary>
    public YamlTranslator? Parent { get; init; }

    /// <summary>Which headers it is for; null for none, unless it is asked for by name.</summary>
    public Condition? When { get; init; }

    /// <summary>Which extensions stand for a detector each; null where the file stands for one.</summary>
    public Condition? EachExtension { get; init; }

    /// <summary>Whether the primary header counts for them too.</summary>
    public bool Inherits { get; init; } = true;

    /// <summary>Rules by property.</summary>
    public required IReadOnlyDictionary<string, Rule> Properties { get; init; }

    /// <summary>Rules by names of its own.</summary>
    public required IReadOnlyDictionary<string, Rule> OwnNames { get; init; }

    /// <summary>What is mended, in order.</summary>
    public required IReadOnlyList<HeaderFix> Fixes { get; init; }

    /// <summary>What is mended in single observations.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<KeyValuePair<string, object?>>> Corrections { get; init; }

    /// <summary>Properties of its own.</summary>
    public required IReadOnlyList<ObservationProperty> OwnExtensions { get; init; }

    /// <inheritdoc />
    public IReadOnlyList<ObservationProperty> Extensions => [.. Parent?.Extensions ?? [], .. OwnExtensions];

    /// <inheritdoc />
    public bool WantsAllHdus => EachExtension is not null || (Parent?.WantsAllHdus ?? false);

    /// <summary>All names, those of what it extends too.</summary>
    public IEnumerable<string> AllNames => OwnNames.Keys.Concat(Parent?.AllNames ?? []);

    /// <inheritdoc />
    public bool CanTranslate(Header header, string? file)
    {
        try
        {
            return When is not null && When(ScopeOf(header, file));
        }
        catch (Exception e) when (e is FormatException or OverflowException or System.Text.RegularExpressions.RegexMatchTimeoutException or HeaderException)
        {
            // What can't be understood is not of this instrument.
            return false;
        }
    }

    /// <inheritdoc />
    public object? Find(string property, Translation translation)
    {
        for (var translator = this; translator is not null; translator = translator.Parent)
        {
            if (translator.Properties.TryGetValue(property, out var rule))
                return rule.Evaluate(new Scope(translation, []));
        }

        return null;
    }

    /// <summary>The value of a name; null where it is not known.</summary>
    public object? FindName(string name, Translation translation)
    {
        for (var translator = this; translator is not null; translator = translator.Parent)
        {
            if (translator.OwnNames.TryGetValue(name, out var rule))
                return rule.Evaluate(new Scope(translation, []));
        }

        return null;
    }

    /// <inheritdoc />
    public bool Fix(Header header, Translation translation)
    {
        var changed = Parent is not null && Parent.Fix(header, translation);
        if (Corrections.Count > 0 && translation.Find("observation_id") is string id && Corrections.TryGetValue(id, out var cards))
        {
            foreach (var (keyword, value) in cards)
                header[keyword] = value;
            changed = true;
        }

        // Each sees what those before it have mended.
        foreach (var fix in Fixes)
            changed |= fix.Apply(header, ScopeOf(header, null));
        return changed;
    }

    /// <inheritdoc />
    public IReadOnlyList<Header> Select(IReadOnlyList<Header> hdus)
    {
        if (EachExtension is null)
            return Parent is not null ? Parent.Select(hdus) : [HeaderMerger.Merge([.. hdus.Take(2)], HeaderMerge.Overwrite)];
        var chosen = hdus.Skip(1).Where(IsDetector)
            .Select(header => Inherits ? HeaderMerger.Merge([hdus[0], header], HeaderMerge.Overwrite) : header).ToList();
        return chosen.Count > 0 ? chosen : [HeaderMerger.Merge([.. hdus.Take(2)], HeaderMerge.Overwrite)];
    }

    private bool IsDetector(Header header)
    {
        var translation = new Translation(this, header, null);
        try
        {
            return EachExtension!(new Scope(translation, []));
        }
        catch (FormatException e)
        {
            throw new FormatException($"{e.Message}{translation.Looked()}", e);
        }
    }

    private Scope ScopeOf(Header header, string? file) => new(new Translation(this, header, file), []);
}
