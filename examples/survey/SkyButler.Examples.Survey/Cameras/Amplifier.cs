using SkyButler.Imaging.Images;

namespace SkyButler.Examples.Survey.Cameras;

/// <summary>One of the four readouts of a detector: the quarter of the sensor that it reads, and from which corner.</summary>
/// <param name="Name">Name, such as <c>C01</c>.</param>
/// <param name="Box">Its pixels on the assembled detector.</param>
/// <param name="FlipX">Read from right to left.</param>
/// <param name="FlipY">Read from top to bottom.</param>
/// <param name="Gain">Electrons per count.</param>
/// <param name="ReadNoise">Electrons.</param>
/// <param name="BiasLevel">Counts of a readout without light.</param>
internal sealed record Amplifier(string Name, Box2I Box, bool FlipX, bool FlipY, double Gain, double ReadNoise, double BiasLevel)
{
    public const int SerialOverscan = 32;
    public const int ParallelOverscan = 8;
    public const int Saturation = 60_000;

    /// <summary>The pixels in DETSEC notation (from 1, both ends included), reversed along the axes that are read backwards.</summary>
    public string DetectorSection
    {
        get
        {
            var x = FlipX ? $"{Box.MaxX + 1}:{Box.MinX + 1}" : $"{Box.MinX + 1}:{Box.MaxX + 1}";
            var y = FlipY ? $"{Box.MaxY + 1}:{Box.MinY + 1}" : $"{Box.MinY + 1}:{Box.MaxY + 1}";
            return $"[{x},{y}]";
        }
    }

    public string DataSection => $"[1:{Box.Width},1:{Box.Height}]";

    public string BiasSection => $"[{Box.Width + 1}:{Box.Width + SerialOverscan},1:{Box.Height}]";

    /// <summary>Where a pixel of the readout's data section lies on the detector.</summary>
    public (int X, int Y) OnDetector(int column, int row) =>
        (FlipX ? Box.MaxX - column : Box.MinX + column, FlipY ? Box.MaxY - row : Box.MinY + row);
}
