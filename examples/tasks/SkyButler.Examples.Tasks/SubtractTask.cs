using SkyButler.Imaging.Images;
using SkyButler.Pipelines;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Examples.Tasks;

/// <summary>
/// Subtracts one image from another, pixel by pixel: variances add, masks are joined. Takes masked images, exposures and plain images
/// of floating-point pixels, and gives what the first one was.
/// </summary>
[PipelineTask("skybutler.examples.SubtractTask")]
public sealed class SubtractTask : PipelineTask<SubtractConfig, SubtractConnections>
{
    /// <inheritdoc />
    protected override Task<TaskOutputs> RunAsync(TaskInputs inputs, QuantumContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var minuend = inputs.Get<object>("inputImage");
        return Task.FromResult(new TaskOutputs(("outputImage", Subtract(minuend, Pixels(inputs.Get<object>("subtractImage"))))));
    }

    private static object Subtract(object minuend, MaskedImage subtrahend)
    {
        var difference = Pixels(minuend).Clone();
        difference.Subtract(subtrahend);
        return minuend switch
        {
            Exposure exposure => new Exposure(difference, exposure.Metadata.Clone())
            {
                Wcs = exposure.Wcs,
                Detector = exposure.Detector,
                DetectorId = exposure.DetectorId,
                DetectorName = exposure.DetectorName,
                Filter = exposure.Filter,
            },
            Image => difference.Image,
            _ => difference,
        };
    }

    private static MaskedImage Pixels(object image) => image switch
    {
        MaskedImage masked => masked,
        Exposure exposure => exposure.MaskedImage,
        Image plain => new MaskedImage(plain.As<float>()),
        _ => throw new PipelineException($"A {image.GetType().Name} is no image that can be subtracted; give masked images, exposures or images."),
    };
}
