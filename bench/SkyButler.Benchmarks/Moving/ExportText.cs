using System.Globalization;

namespace SkyButler.Benchmarks.Moving;

/// <summary>Export files as the original would have written them.</summary>
internal static class ExportText
{
    /// <summary>Writes a file of so many datasets without files; returns its folder.</summary>
    public static string Write(string folder, int count)
    {
        const int detectors = 100;
        using var writer = new StreamWriter(Path.Combine(folder, "export.yaml"));
        writer.Write("description: Butler Data Repository Export\nversion: 1.0.2\nuniverse_version: 8\nuniverse_namespace: daf_butler\ndata:\n");
        writer.Write("- type: dimension\n  element: instrument\n  records:\n  - name: Cam\n    visit_max: 1\n    visit_system: 1\n    exposure_max: 1\n    detector_max: 100\n    class_name: x.Cam\n");
        writer.Write("- type: dimension\n  element: day_obs\n  records:\n  - instrument: Cam\n    id: 20260101\n- type: dimension\n  element: detector\n  records:\n");
        for (var i = 0; i < detectors; i++)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"  - instrument: Cam\n    id: {i}\n    full_name: D{i}\n    purpose: SCIENCE\n"));
        writer.Write("- type: dimension\n  element: group\n  records:\n  - instrument: Cam\n    name: G\n- type: dimension\n  element: physical_filter\n  records:\n  - instrument: Cam\n    name: F\n    band: r\n- type: dimension\n  element: exposure\n  records:\n");
        for (var i = 0; i < count / detectors; i++)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"  - instrument: Cam\n    id: {i}\n    day_obs: 20260101\n    group: G\n    physical_filter: F\n    obs_id: O{i}\n"));
        writer.Write("- type: dataset_type\n  name: tiny\n  dimensions:\n  - band\n  - instrument\n  - day_obs\n  - detector\n  - group\n  - physical_filter\n  - exposure\n  storage_class: StructuredDataDict\n  is_calibration: false\n- type: dataset\n  dataset_type: tiny\n  run: r\n  records:\n");
        var random = new Random(1);
        var id = new byte[16];
        for (var i = 0; i < count; i++)
        {
            random.NextBytes(id);
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"  - dataset_id:\n    - !uuid '{new Guid(id)}'\n    data_id:\n    - instrument: Cam\n      detector: {i % detectors}\n      exposure: {i / detectors}\n    path: null\n    formatter: null\n"));
        }

        return folder;
    }
}
