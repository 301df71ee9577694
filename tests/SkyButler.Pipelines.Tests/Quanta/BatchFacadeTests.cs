namespace SkyButler.Pipelines.Tests.Quanta;

/// <summary>The pipeline of the batch facade note, as mocks: how many executions each step has follows from regions alone.</summary>
public sealed class BatchFacadeTests
{
    private static readonly string Pipeline = """
        description: from raws to forced photometry on coadds
        tasks:

        """
        + Task("processCcd", "instrument, visit, detector", "instrument, exposure, detector:raw", "instrument, visit, detector:calexp")
        + Task("makeCoaddTempExp", "instrument, visit, skymap, tract, patch", "instrument, visit, detector:calexp", "instrument, visit, skymap, tract, patch:warp")
        + Task("assembleCoadd", "skymap, tract, patch, band", "instrument, visit, skymap, tract, patch:warp", "skymap, tract, patch, band:coadd")
        + Task("detectCoaddSources", "skymap, tract, patch, band", "skymap, tract, patch, band:coadd", "skymap, tract, patch, band:det")
        + Task("mergeCoaddDetections", "skymap, tract, patch", "skymap, tract, patch, band:det", "skymap, tract, patch:mergeDet")
        + Task("measureCoaddSources", "skymap, tract, patch, band", "skymap, tract, patch:mergeDet", "skymap, tract, patch, band:meas")
        + Task("mergeCoaddMeasurements", "skymap, tract, patch", "skymap, tract, patch, band:meas", "skymap, tract, patch:ref")
        + Task("forcedPhotCoadd", "skymap, tract, patch, band", "skymap, tract, patch:ref", "skymap, tract, patch, band:forced");

    [Fact]
    public async Task The_note_s_pipeline_has_the_note_s_numbers_of_executions()
    {
        using var survey = await SurveyRepository.MakeAsync();
        var result = await survey.Runner.BuildGraphAsync(survey.Request(Pipeline, "instrument='Cam' AND skymap='sm'"), TestContext.Current.CancellationToken);
        result.Graph.TaskCounts.ShouldBe([
            ("processCcd", 16), ("makeCoaddTempExp", 32), ("assembleCoadd", 8), ("detectCoaddSources", 8), ("mergeCoaddDetections", 4),
            ("measureCoaddSources", 8), ("mergeCoaddMeasurements", 4), ("forcedPhotCoadd", 8)]);
        result.Graph.InitQuanta.Count(q => q.Task is null).ShouldBe(1);
        var coadd = result.Graph.Quanta.First(q => q.TaskLabel == "assembleCoadd");
        coadd.Inputs["in"].Count.ShouldBe(4);
        result.Graph.Quanta.Where(q => q.TaskLabel == "makeCoaddTempExp").ShouldAllBe(q => q.Inputs["in"].Count == 1);
    }

    private static string Task(string label, string dimensions, string input, string output)
    {
        var (i, o) = (input.Split(':'), output.Split(':'));
        return $"  {label}:\n    class: skybutler.MockTask\n    config:\n      dimensions: [{dimensions}]\n"
            + $"      inputs: {{in: {{dataset_type_name: {i[1]}, dimensions: [{i[0]}], multiple: true}}}}\n"
            + $"      outputs: {{out: {{dataset_type_name: {o[1]}, dimensions: [{o[0]}]}}}}\n";
    }
}
