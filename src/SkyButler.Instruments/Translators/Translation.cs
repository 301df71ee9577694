using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Translators.Reading;

namespace SkyButler.Instruments.Translators;

/// <summary>One header while it is translated: gives properties, each computed once, and remembers which cards were looked at.</summary>
public sealed class Translation
{
    private readonly Dictionary<string, object?> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> underWay = new(StringComparer.Ordinal);
    private readonly ITranslator translator;
    private readonly string? file;
    private List<string> asked = [];

    /// <summary>Begins to translate a header.</summary>
    public Translation(ITranslator translator, Header header, string? file)
    {
        this.translator = translator;
        this.file = file;
        Header = header;
    }

    /// <summary>The header.</summary>
    public Header Header { get; }

    /// <summary>The value of a card without blanks around it; null where it is absent, undefined or blank.</summary>
    public object? Card(string keyword)
    {
        asked.Add(keyword);
        var value = Header[keyword] is List<object?> list ? list.LastOrDefault() : Header[keyword];
        return value is string text ? text.Trim() is { Length: > 0 } trimmed ? trimmed : null : value;
    }

    /// <summary>The value of a property, in the type of its kind; null where it is not known.</summary>
    /// <exception cref="HeaderException">The header has something that can't be understood.</exception>
    public object? Find(string property) => Compute(property, () =>
    {
        var definition = ObservationInfo.FindProperty(property, translator.Extensions)
            ?? throw new HeaderException($"'{property}' is no property of an observation.{Suggestions.For(property, ObservationProperties.Names)}");
        var value = translator.Find(property, this) ?? ObservationDefaults.Find(property, Find);
        return value is null ? null : ObservationValue.Convert(definition, value);
    });

    /// <summary>All that the header tells.</summary>
    /// <param name="required">Properties without which the observation is of no use.</param>
    /// <param name="strictness">Whether a property that can't be understood is an error, or passed over when it is not required.</param>
    /// <param name="problems">Takes what was passed over.</param>
    /// <param name="wanted">What is to be told with what is required; null for all.</param>
    /// <exception cref="HeaderException">A property can't be understood, or a required one is missing.</exception>
    public ObservationInfo Translate(
        IReadOnlyCollection<string> required, TranslationStrictness strictness, Action<string>? problems = null, IReadOnlyCollection<string>? wanted = null)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in ObservationProperties.All.Concat(translator.Extensions))
        {
            if (wanted is not null && !wanted.Contains(property.Name) && !required.Contains(property.Name))
                continue;
            asked = [];
            try
            {
                values[property.Name] = Find(property.Name);
            }
            catch (HeaderException e) when (strictness == TranslationStrictness.Lenient && !required.Contains(property.Name))
            {
                problems?.Invoke(e.Message);
                continue;
            }

            if (values[property.Name] is null && required.Contains(property.Name))
                throw new HeaderException($"{Place}the header doesn't tell {property.Name}, which is needed{Looked()}.");
        }

        return ObservationInfo.Of(values, translator.Name, translator.Extensions);
    }

    internal object? FindName(string name) => translator is YamlTranslator yaml ? Compute("name " + name, () => yaml.FindName(name, this)) : null;

    private string Place => file is null ? $"{translator.Name}: " : $"{file}: ";

    private object? Compute(string key, Func<object?> compute)
    {
        if (known.TryGetValue(key, out var value))
            return value;
        if (!underWay.Add(key))
            throw new HeaderException($"{Place}the translator '{translator.Name}' is wrong: {key} depends on itself.");
        try
        {
            return known[key] = compute();
        }
        catch (Exception e) when (e is FormatException or OverflowException or System.Text.RegularExpressions.RegexMatchTimeoutException)
        {
            throw new HeaderException($"{Place}{key} can't be told: {e.Message}{Looked()}.", e);
        }
        finally
        {
            underWay.Remove(key);
        }
    }

    /// <summary>The cards that were looked at last, for messages; empty where none was.</summary>
    internal string Looked() => asked.Count == 0 ? "" :
        $" (cards looked at: {string.Join(", ", asked.Distinct(StringComparer.Ordinal).TakeLast(6).Select(keyword => Header[keyword] is { } value ? $"{keyword} = '{ObservationValue.Text(value)}'" : $"{keyword} is absent"))})";
}
