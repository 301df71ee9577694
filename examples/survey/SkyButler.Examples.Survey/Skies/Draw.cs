namespace SkyButler.Examples.Survey.Skies;

/// <summary>Random draws that depend on nothing but their seed.</summary>
internal static class Draw
{
    /// <summary>A normal deviate (Box and Muller 1958).</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Photons counted where so many are expected: normal in the limit of many, which is all that a sky needs.</summary>
    public static double Photons(Random random, double expected) =>
        Math.Max(0, expected + (Math.Sqrt(Math.Max(0, expected)) * Normal(random)));
}
