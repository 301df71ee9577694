namespace SkyButler.Conformance.Processing;

/// <summary>Noise that depends on a seed and a place alone, so that rows may be filled in any order.</summary>
internal static class Draw
{
    /// <summary>A whole number from 0 to <paramref name="count"/> - 1.</summary>
    public static int Below(int count, int seed, int x, int y) => (int)(Hash(seed, x, y) % (uint)count);

    /// <summary>Nearly normal noise of mean 0 and standard deviation 1: the sum of the four bytes of a hash.</summary>
    public static double Normal(int seed, int x, int y)
    {
        const double deviationOfSum = 147.8;
        var hash = Hash(seed, x, y);
        return ((int)((hash & 0xff) + ((hash >> 8) & 0xff) + ((hash >> 16) & 0xff) + (hash >> 24)) - 510) / deviationOfSum;
    }

    // The finishing steps of MurmurHash3.
    private static uint Hash(int seed, int x, int y)
    {
        var hash = unchecked(((uint)seed * 0x9e3779b1) ^ ((uint)x * 0x85ebca77) ^ ((uint)y * 0xc2b2ae3d));
        hash = unchecked((hash ^ (hash >> 16)) * 0x85ebca6b);
        hash = unchecked((hash ^ (hash >> 13)) * 0xc2b2ae35);
        return hash ^ (hash >> 16);
    }
}
