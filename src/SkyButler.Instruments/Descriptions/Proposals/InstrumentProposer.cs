using System.Text.RegularExpressions;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Translators;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Descriptions.Proposals;

/// <summary>Proposes a description of an instrument, and a translator where none fits, from the headers of its files.</summary>
/// <param name="catalog">Translators that are known.</param>
/// <param name="stores">Where the files lie.</param>
public sealed partial class InstrumentProposer(TranslatorCatalog catalog, ResourceStores stores)
{
    // More files tell nothing new, but take longer.
    private const int MostFiles = 2000;

    /// <summary>Proposes both.</summary>
    /// <param name="files">Files of one instrument.</param>
    /// <param name="name">Name of the instrument; null for what headers say.</param>
    /// <param name="warnings">Takes what is unusual, such as files that can't be read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="HeaderException">No file can be read.</exception>
    public async Task<InstrumentProposal> ProposeAsync(
        IReadOnlyList<ResourcePath> files, string? name, Action<string>? warnings, CancellationToken cancellationToken)
    {
        var sampled = files.Count <= MostFiles ? files : [.. Enumerable.Range(0, MostFiles).Select(i => files[(int)((long)i * files.Count / MostFiles)])];
        var read = new List<HeaderSample>();
        foreach (var file in sampled)
        {
            try
            {
                read.Add(await HeaderSample.ReadAsync(file, stores, cancellationToken));
            }
            catch (HeaderException e)
            {
                warnings?.Invoke(e.Message);
            }
        }

        if (read.Count == 0)
            throw new HeaderException("None of the files can be read, so nothing can be proposed.");
        var guess = read.All(sample => catalog.Choose(sample.Header, sample.File.DisplayName) is not null) ? null : TranslatorGuess.Of(HeaderSample.Cards(read), read.Count, name);
        var known = guess is null ? catalog : catalog.WithYaml(guess.Yaml, guess.Name + "-translator.yaml");
        var observations = new List<(HeaderSample Sample, ObservationInfo Observation)>();
        var reader = new ObservationReader(known, null, stores);
        var reading = new ObservationReading { Translator = guess?.Name, Required = [], Problems = warnings };
        foreach (var sample in read)
            observations.Add((sample, await reader.TranslateAsync(sample.Header.Clone(), sample.File.DisplayName, reading, cancellationToken)));
        var instrument = name ?? observations.Select(pair => pair.Observation.Instrument).FirstOrDefault(text => text is not null) ?? "MyCam";
        instrument = Unusual().Replace(instrument, "") is { Length: > 0 } usual ? usual : "MyCam";
        var missing = ObservationReading.ExposureProperties
            .Where(property => observations.Any(pair => pair.Observation[property] is null)).ToList();
        return new(instrument, DescriptionText.Of(instrument, observations, files.Count), guess?.Yaml, missing);
    }

    [GeneratedRegex("[^A-Za-z0-9_+-]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unusual();
}
