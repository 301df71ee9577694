using BenchmarkDotNet.Attributes;
using SkyButler.Geometry;
using SkyButler.Geometry.Pixelizations;

namespace SkyButler.Benchmarks.Micro;

/// <summary>Pixels and encodings of regions the size of a detector and of a visit.</summary>
[Config(typeof(MicroSettings))]
public class GeometryBenchmarks
{
    private readonly HtmPixelization pixelization = new(7);
    private readonly Region detector = Square(0.1);
    private readonly Region visit = new Circle(LonLat.FromDegrees(40, -30).ToVector(), 1.75 * Math.PI / 180);
    private readonly byte[] encoded = Square(0.1).Encode();

    /// <summary>HTM pixels of a detector.</summary>
    [Benchmark]
    public RangeSet DetectorEnvelope() => pixelization.Envelope(detector);

    /// <summary>HTM pixels of a visit.</summary>
    [Benchmark]
    public RangeSet VisitEnvelope() => pixelization.Envelope(visit);

    /// <summary>A polygon out of its stored bytes.</summary>
    [Benchmark]
    public Region Decode() => Region.Decode(encoded);

    private static ConvexPolygon Square(double halfWidth) => new(
        new[] { (-1, -1), (1, -1), (1, 1), (-1, 1) }.Select(c => LonLat.FromDegrees(40 + (c.Item1 * halfWidth), -30 + (c.Item2 * halfWidth)).ToVector()));
}
