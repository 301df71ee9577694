using System.Globalization;
using System.Text;
using SkyButler.Instruments.Observations;

namespace SkyButler.Instruments.Descriptions.Proposals;

/// <summary>The YAML of a proposed description.</summary>
internal static class DescriptionText
{
    private const double PixelSize = 0.015;

    /// <summary>Describes the instrument of some observations.</summary>
    public static string Of(string name, IReadOnlyList<(HeaderSample Sample, ObservationInfo Observation)> observations, int files)
    {
        var exposures = observations.Select(pair => pair.Observation.ExposureId ?? 0).DefaultIfEmpty().Max();
        var detectors = observations.Where(pair => pair.Observation.DetectorNumber is not null).GroupBy(pair => pair.Observation.DetectorNumber!.Value).OrderBy(group => group.Key).ToList();
        var above = PowerAbove(exposures);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Proposed from the headers of {files} files. Review it, then: butler register-instrument REPO THIS-FILE\n");
        text.Append(CultureInfo.InvariantCulture, $"name: {name}                       # the value of the dimension 'instrument'\n");
        text.Append(CultureInfo.InvariantCulture, $"class: skybutler.instruments.{name}  # kept as class_name\n");
        text.Append(CultureInfo.InvariantCulture, $"visit_max: {above}                  # greater than every visit number\n");
        text.Append(CultureInfo.InvariantCulture, $"exposure_max: {above}               # greater than every exposure number; here up to {exposures}\n");
        text.Append(CultureInfo.InvariantCulture, $"detector_max: {PowerAbove(detectors.Select(group => group.Key).DefaultIfEmpty().Max())}                   # greater than every detector number\n");
        text.Append("visit_system: one-to-one             # each exposure is a visit; or by-group-metadata, by-seq-start-end\n");
        if (observations.All(pair => pair.Sample.IsPlainImage))
            text.Append("raw: {formatter: lsst.obs.base.formatters.fitsExposure.FitsExposureFormatter}   # single images; leave out for amplifiers in extensions\n");
        AppendDetectors(text, detectors);
        text.Append("filters:                             # bands are guessed\n");
        foreach (var filter in observations.Select(pair => pair.Observation.PhysicalFilter).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"  - {{physical_filter: {Quote(filter)}{(FilterBand.Guess(filter) is { } band ? $", band: \"{band}\"" : "")}}}\n");
        return text.ToString();
    }

    private static void AppendDetectors(StringBuilder text, IReadOnlyList<IGrouping<long, (HeaderSample Sample, ObservationInfo Observation)>> detectors)
    {
        var places = detectors.Select(group => (group.Key, Name: UniqueName(group), Place: group.Select(pair => PlaceOnSky.Of(pair.Sample.Header, pair.Observation.Tracking)).FirstOrDefault(place => place is not null))).ToList();
        if (places.FirstOrDefault(detector => detector.Place is not null).Place is { } first)
        {
            text.Append("camera:                              # from the WCS of the headers; the size of pixels is a guess, and only counts with the scale\n");
            text.Append(CultureInfo.InvariantCulture, $"  plate_scale: {Round(first.PixelScale / PixelSize)}\n  pixel_size: {PixelSize}\n  size: [{first.Width}, {first.Height}]\n");
            if (first.FlipsX)
                text.Append("  flip_x: true\n");
        }

        text.Append("detectors:\n");
        foreach (var (id, name, place) in places)
            text.Append(CultureInfo.InvariantCulture, $"  - {{id: {id}, full_name: {Quote(name)}{(place is null ? "" : place.ToYaml(PixelSize))}}}\n");
    }

    private static string UniqueName(IGrouping<long, (HeaderSample Sample, ObservationInfo Observation)> group) =>
        group.Select(pair => pair.Observation.DetectorUniqueName).FirstOrDefault(text => text is not null) ?? string.Create(CultureInfo.InvariantCulture, $"D{group.Key}");

    private static long PowerAbove(long number)
    {
        var power = 10L;
        while (power <= number && power < long.MaxValue / 10)
            power *= 10;
        return Math.Max(power, 10);
    }

    private static string Round(double value) => Math.Round(value, 4).ToString(CultureInfo.InvariantCulture);

    private static string Quote(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
