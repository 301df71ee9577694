using System.Globalization;
using System.Text;

namespace SkyButler.Examples.Survey;

/// <summary>Writes what the butler is told: the camera, the exposures, and which file holds what.</summary>
internal static class Tables
{
    public static async Task WriteAsync(string folder, IReadOnlyList<Detector> detectors, IReadOnlyList<Pointing> pointings, CancellationToken cancellationToken)
    {
        await Write("camera.yaml", Camera(detectors));
        await Write("exposures.yaml", Exposures(pointings));
        await Write("raw.csv", Lines("file,exposure,detector", from p in pointings from d in detectors select $"raw/{p.ObservationId}_{d.Name}.fits,{p.Exposure},{d.Id}"));
        await Write("bias.csv", Lines("file,detector", detectors.Select(d => $"calib/bias_{d.Name}.fits,{d.Id}")));
        await Write("dark.csv", Lines("file,detector", detectors.Select(d => $"calib/dark_{d.Name}.fits,{d.Id}")));
        await Write("flat.csv", Lines("file,detector,physical_filter", from d in detectors from f in Filter.All select $"calib/flat_{d.Name}_{f.Name}.fits,{d.Id},{f.Name}"));

        Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text, cancellationToken);
    }

    private static string Camera(IReadOnlyList<Detector> detectors)
    {
        var text = new StringBuilder("""
            name: SurveyCam
            class: skybutler.examples.SurveyCam
            visit_max: 2147483647
            visit_system: 0
            exposure_max: 2147483647
            detector_max: 2
            detectors:

            """);
        foreach (var detector in detectors)
            text.Append(CultureInfo.InvariantCulture, $"  - {{id: {detector.Id}, full_name: {detector.Name}, raft: R0, name_in_raft: {detector.Name}, purpose: SCIENCE}}\n");
        text.Append("filters:\n");
        foreach (var filter in Filter.All)
            text.Append(CultureInfo.InvariantCulture, $"  - {{physical_filter: {filter.Name}, band: {filter.Band}}}\n");
        return text.ToString();
    }

    private static string Exposures(IReadOnlyList<Pointing> pointings)
    {
        var text = new StringBuilder("day_obs:\n");
        text.Append(CultureInfo.InvariantCulture, $"  - {{instrument: SurveyCam, id: {Pointing.Night}, timespan: [2026-04-01T12:00:00, 2026-04-02T12:00:00]}}\n");
        text.Append("group:\n");
        foreach (var pointing in pointings)
            text.Append(CultureInfo.InvariantCulture, $"  - {{instrument: SurveyCam, name: '{pointing.ObservationId}'}}\n");
        text.Append("exposure:\n");
        foreach (var pointing in pointings)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                  - instrument: SurveyCam
                    id: {{pointing.Exposure}}
                    obs_id: {{pointing.ObservationId}}
                    group: '{{pointing.ObservationId}}'
                    day_obs: {{Pointing.Night}}
                    physical_filter: {{pointing.Filter.Name}}
                    exposure_time: {{pointing.ExposureTime:f1}}
                    dark_time: {{pointing.ExposureTime:f1}}
                    observation_type: science
                    observation_reason: survey
                    seq_num: {{pointing.Sequence}}
                    target_name: field-1
                    science_program: demo
                    tracking_ra: {{pointing.Ra:f6}}
                    tracking_dec: {{pointing.Dec:f6}}
                    sky_angle: 0.0
                    has_simulated: true
                    can_see_sky: true
                    timespan: [{{pointing.BeginTai:yyyy-MM-ddTHH:mm:ss}}, {{pointing.EndTai:yyyy-MM-ddTHH:mm:ss}}]

                """);
        }

        return text.ToString();
    }

    private static string Lines(string header, IEnumerable<string> rows) => string.Join('\n', rows.Prepend(header)) + "\n";
}
