namespace SkyButler.Pipelines.Provenance.Pages;

/// <summary>How positive numbers are spread, in bins that grow by a tenth each, so that any number of them takes the same room.</summary>
internal sealed class Spread
{
    private const double Growth = 1.1;
    private const double Smallest = 1e-4;
    private readonly SortedDictionary<int, long> bins = [];

    public long Count { get; private set; }

    public double Sum { get; private set; }

    public double Least { get; private set; } = double.PositiveInfinity;

    public double Greatest { get; private set; }

    public void Add(double value)
    {
        var bin = (int)Math.Floor(Math.Log(Math.Max(value, Smallest)) / Math.Log(Growth));
        bins[bin] = bins.GetValueOrDefault(bin) + 1;
        Count++;
        Sum += value;
        Least = Math.Min(Least, value);
        Greatest = Math.Max(Greatest, value);
    }

    /// <summary>The number below which a part of all lie, within a twentieth.</summary>
    public double Quantile(double part)
    {
        var left = part * Count;
        foreach (var (bin, count) in bins)
        {
            left -= count;
            if (left <= 0)
                return Math.Clamp(Math.Pow(Growth, bin + 0.5), Least, Greatest);
        }

        return Greatest;
    }
}
