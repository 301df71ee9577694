using System.Text;
using SkyButler.Configuration.Json;
using SkyButler.Instruments.Headers;

namespace SkyButler.Instruments.Observations;

/// <summary>Observations as index files and sidecars hold them: plain data by property, unknown ones left out, NaN and Infinity by name.</summary>
public static class ObservationJson
{
    private const string TranslatorKey = "_translator";

    /// <summary>The plain data of an observation, in the order of the properties.</summary>
    public static OrderedDictionary<string, object?> ToPlain(ObservationInfo observation)
    {
        var plain = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        if (observation.Translator is { } translator)
            plain[TranslatorKey] = translator;
        foreach (var property in ObservationProperties.All.Concat(observation.Extensions))
        {
            if (observation[property.Name] is { } value)
                plain[property.Name] = ObservationValue.ToPlain(value);
        }

        return plain;
    }

    /// <summary>The text of an observation as JSON.</summary>
    public static string Write(ObservationInfo observation)
    {
        var text = new StringBuilder();
        JsonTreeWriter.Append(text, ToPlain(observation));
        return text.ToString();
    }

    /// <summary>
    /// The observation that plain data stand for. Counters of the group are those of the observation where they are not said, and nothing is
    /// simulated unless it is said.
    /// </summary>
    /// <param name="plain">Values by property.</param>
    /// <param name="extensionsOf">Properties that a translator defines; null where it is not known.</param>
    /// <exception cref="HeaderException">A property does not exist or has a value of another kind.</exception>
    public static ObservationInfo FromPlain(
        IEnumerable<KeyValuePair<string, object?>> plain, Func<string, IReadOnlyList<ObservationProperty>?>? extensionsOf = null)
    {
        var given = plain.ToDictionary(StringComparer.Ordinal);
        var translator = given.GetValueOrDefault(TranslatorKey) as string;
        given.Remove(TranslatorKey);
        var extensions = (translator is null ? null : extensionsOf?.Invoke(translator)) ?? [];
        var values = new Dictionary<string, object?>(StringComparer.Ordinal) { ["has_simulated_content"] = false };
        foreach (var (name, value) in given)
            values[name] = value is null ? null : Read(name, value, extensions, translator);
        if (values.GetValueOrDefault("observation_counter") is { } counter)
        {
            values.TryAdd("group_counter_start", counter);
            values.TryAdd("group_counter_end", counter);
        }

        return ObservationInfo.Of(values, translator, extensions);
    }

    private static object Read(string name, object value, IReadOnlyList<ObservationProperty> extensions, string? translator)
    {
        var property = ObservationInfo.FindProperty(name, extensions);
        if (property is null && name.StartsWith(ObservationProperty.ExtensionPrefix, StringComparison.Ordinal))
            throw new HeaderException($"'{name}' is a property that the translator '{translator}' defines, which is not known here; name its file by SKYBUTLER_TRANSLATORS.");
        if (property is null)
            throw new HeaderException($"'{name}' is no property of an observation.{Suggestions.For(name, ObservationProperties.Names)}");
        try
        {
            return ObservationValue.FromPlain(property, value);
        }
        catch (FormatException e)
        {
            throw new HeaderException($"The observation's {name} can't be read: {e.Message}.", e);
        }
    }
}
