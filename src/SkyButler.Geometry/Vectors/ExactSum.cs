namespace SkyButler.Geometry.Vectors;

/// <summary>
/// A sum of products of doubles without any rounding, as an expansion (Shewchuk 1997, Discrete and Computational Geometry 18, 305): components that do not
/// overlap, the largest last, so that its sign is that of the sum.
/// </summary>
internal ref struct ExactSum(Span<double> space)
{
    private readonly Span<double> components = space;
    private int count;

    /// <summary>The sign of the sum.</summary>
    public readonly int Sign => count == 0 ? 0 : Math.Sign(components[count - 1]);

    /// <summary>Adds a product of three factors, which takes four components at most.</summary>
    public void AddProduct(double a, double b, double c)
    {
        var product = a * b;
        var error = Math.FusedMultiplyAdd(a, b, -product);
        AddProduct(product, c);
        AddProduct(error, c);
    }

    private void AddProduct(double a, double b)
    {
        var product = a * b;
        if (product == 0)
            return;
        Add(Math.FusedMultiplyAdd(a, b, -product));
        Add(product);
    }

    private void Add(double value)
    {
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var sum = value + components[i];
            var part = sum - value;
            var error = (value - (sum - part)) + (components[i] - part);
            if (error != 0)
                components[kept++] = error;
            value = sum;
        }

        if (value != 0)
            components[kept++] = value;
        count = kept;
    }
}
