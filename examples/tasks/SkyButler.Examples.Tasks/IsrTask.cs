using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Raws;
using SkyButler.Pipelines;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Examples.Tasks;

/// <summary>
/// Removes the instrument's signature from a raw: subtracts the overscan of each amplifier, puts the amplifiers together, subtracts the
/// bias, makes the variance, subtracts the dark scaled by the ratio of dark times, divides by the flat. Pixels are counts; the variance is
/// max(0, counts) / gain + (read noise / gain)².
/// </summary>
[PipelineTask("skybutler.examples.IsrTask")]
public sealed class IsrTask : PipelineTask<IsrConfig, IsrConnections>
{
    private const string DarkTime = "DARKTIME";
    private const string ExposureTime = "EXPTIME";

    /// <inheritdoc />
    protected override Task<TaskOutputs> RunAsync(TaskInputs inputs, QuantumContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        var raw = inputs.Get<object>("ccdExposure") as RawExposure
            ?? throw new PipelineException($"The raw of {context.DataId} was not read as a detector's amplifiers; ingest raws with --formatter RawFormatter.");
        raw = Place(raw, inputs.Find<Camera>("camera"), context);
        cancellationToken.ThrowIfCancellationRequested();
        var exposure = new DetectorAssembly(Config).Assemble(raw, context.Metadata);
        var image = exposure.MaskedImage;
        if (inputs.Find<Exposure>("bias") is { } bias)
            image.Subtract(Fitting(bias, image, "bias"));
        if (Config.DoVariance)
            VarianceModel.Apply(image, raw, Config);
        if (inputs.Find<Exposure>("dark") is { } dark)
            SubtractDark(image, raw, dark, context);
        if (inputs.Find<Exposure>("flat") is { } flat)
            FlatField.Divide(image, Fitting(flat, image, "flat"));
        context.Metadata["n_masked"] = image.Mask.Count("BAD", "SAT", "NO_DATA");
        return Task.FromResult(new TaskOutputs(("outputExposure", exposure)));
    }

    private static RawExposure Place(RawExposure raw, Camera? camera, QuantumContext context)
    {
        if (camera is null || !context.DataId.TryGet("detector", out var detector))
            return raw;
        return raw.With(camera[checked((int)detector.Number)]);
    }

    private static void SubtractDark(MaskedImage image, RawExposure raw, Exposure dark, QuantumContext context)
    {
        var time = Time(raw.Header) ?? Time(raw.Amplifiers[0].Header)
            ?? throw new PipelineException($"The raw of {context.DataId} has neither {DarkTime} nor {ExposureTime}, so the dark can't be scaled; set doDark to False.");
        var scale = time / (dark.DarkTime ?? dark.ExposureTime ?? 1);
        context.Metadata["darkScale"] = scale;
        image.SubtractScaled((float)scale, Fitting(dark, image, "dark"));
    }

    private static double? Time(FitsHeader header) => header.FindDouble(DarkTime) ?? header.FindDouble(ExposureTime);

    private static MaskedImage Fitting(Exposure calibration, MaskedImage image, string name) =>
        calibration.Box.Width == image.Box.Width && calibration.Box.Height == image.Box.Height
            ? calibration.MaskedImage
            : throw new PipelineException(
                $"The {name} has {calibration.Box.Width} x {calibration.Box.Height} pixels, and the assembled raw {image.Box.Width} x {image.Box.Height}; certify the one that fits.");
}
