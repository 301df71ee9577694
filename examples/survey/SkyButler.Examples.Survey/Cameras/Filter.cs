namespace SkyButler.Examples.Survey.Cameras;

/// <summary>A filter of the survey's camera.</summary>
/// <param name="Name">Name of the physical filter.</param>
/// <param name="Band">The band that it covers.</param>
/// <param name="Throughput">Share of a source's light that passes, relative to the reference filter.</param>
/// <param name="SkyRate">Brightness of the sky, electrons a second and pixel.</param>
internal sealed record Filter(string Name, string Band, double Throughput, double SkyRate)
{
    public static IReadOnlyList<Filter> All { get; } = [new("survey-g", "g", 0.8, 4), new("survey-r", "r", 1.0, 8)];
}
