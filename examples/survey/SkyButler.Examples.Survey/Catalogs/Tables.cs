using System.Globalization;
using System.Text;
using SkyButler.Examples.Survey.Cameras;
using SkyButler.Examples.Survey.Plans;
using SkyButler.Examples.Survey.Skies;

namespace SkyButler.Examples.Survey.Catalogs;

/// <summary>Writes what the butler is told: the camera, the exposures, and which file holds what.</summary>
internal static class Tables
{
    private const int PatchSize = 1100;
    private const int PatchBorder = 50;
    private const double TractRadius = 0.99 * PatchSize * Sky.PixelScale;

    public static async Task WriteAsync(SurveyPlan plan, IReadOnlyList<Detector> detectors, IReadOnlyList<Pointing> pointings, CancellationToken cancellationToken)
    {
        await Write("skymap.py", SkyMap(plan));
        await Write("camera.yaml", Camera(detectors));
        await Write("exposures.yaml", Exposures(pointings));
        await Write("reference.csv", Lines("file,instrument", ["reference.fits,SurveyCam"]));
        await Write("truth_files.csv", Lines("file,skymap", ["truth.csv,survey"]));
        await Write("raw.csv", Lines("file,exposure,detector", from p in pointings from d in detectors select $"raw/{p.ObservationId}_{d.Name}.fits,{p.Exposure},{d.Id}"));
        await Write("bias.csv", Lines("file,detector", detectors.Select(d => $"calib/bias_{d.Name}.fits,{d.Id}")));
        await Write("dark.csv", Lines("file,detector", detectors.Select(d => $"calib/dark_{d.Name}.fits,{d.Id}")));
        await Write("flat.csv", Lines("file,detector,physical_filter", from d in detectors from f in Filter.All select $"calib/flat_{d.Name}_{f.Name}.fits,{d.Id},{f.Name}"));

        Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(plan.Folder, name), text, cancellationToken);
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
        foreach (var night in pointings.GroupBy(p => p.Night).Select(g => g.First()))
        {
            var noon = night.BeginTai.Date.AddHours(-12);
            text.Append(CultureInfo.InvariantCulture, $"  - {{instrument: SurveyCam, id: {night.Night}, timespan: [{noon:yyyy-MM-ddTHH:mm:ss}, {noon.AddDays(1):yyyy-MM-ddTHH:mm:ss}]}}\n");
        }

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
                    day_obs: {{pointing.Night}}
                    physical_filter: {{pointing.Filter.Name}}
                    exposure_time: {{pointing.ExposureTime:f1}}
                    dark_time: {{pointing.ExposureTime:f1}}
                    observation_type: science
                    observation_reason: survey
                    seq_num: {{pointing.Sequence}}
                    target_name: field-{{pointing.Field + 1}}
                    science_program: demo
                    tracking_ra: {{pointing.ToldRa:f6}}
                    tracking_dec: {{pointing.ToldDec:f6}}
                    sky_angle: 0.0
                    has_simulated: true
                    can_see_sky: true
                    timespan: [{{pointing.BeginTai:yyyy-MM-ddTHH:mm:ss}}, {{pointing.EndTai:yyyy-MM-ddTHH:mm:ss}}]

                """);
        }

        return text.ToString();
    }

    // A tract of four patches around each field.
    private static string SkyMap(SurveyPlan plan)
    {
        var centres = Enumerable.Range(0, plan.Fields).Select(Sky.Centre).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"""
            config.name = "survey"
            config.skyMap = "discrete"
            config.skyMap["discrete"].raList = [{string.Join(", ", centres.Select(c => c.Ra.ToString("f6", CultureInfo.InvariantCulture)))}]
            config.skyMap["discrete"].decList = [{string.Join(", ", centres.Select(c => c.Dec.ToString("f6", CultureInfo.InvariantCulture)))}]
            config.skyMap["discrete"].radiusList = [{string.Join(", ", centres.Select(_ => TractRadius.ToString("f4", CultureInfo.InvariantCulture)))}]
            config.skyMap["discrete"].projection = "TAN"
            config.skyMap["discrete"].pixelScale = {Sky.PixelScale * 3600:f1}
            config.skyMap["discrete"].tractOverlap = 0.0
            config.skyMap["discrete"].tractBuilder = "legacy"
            config.skyMap["discrete"].tractBuilder["legacy"].patchInnerDimensions = [{PatchSize}, {PatchSize}]
            config.skyMap["discrete"].tractBuilder["legacy"].patchBorder = {PatchBorder}

            """);
    }

    private static string Lines(string header, IEnumerable<string> rows) => string.Join('\n', rows.Prepend(header)) + "\n";
}
