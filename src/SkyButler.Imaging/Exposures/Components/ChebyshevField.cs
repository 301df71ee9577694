using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Exposures.Components;

/// <summary>A smooth function over a box: a sum of products of Chebyshev polynomials of the first kind.</summary>
/// <param name="box">Where it holds; its outer edges are -1 and 1.</param>
/// <param name="orderX">Highest order in x.</param>
/// <param name="coefficients">Row after row: all orders of x for order 0 of y, then for order 1, and so on.</param>
public sealed class ChebyshevField(Box2I box, int orderX, IReadOnlyList<double> coefficients)
{
    /// <summary>Where it holds.</summary>
    public Box2I Box => box;

    /// <summary>Highest order in x.</summary>
    public int OrderX => orderX;

    /// <summary>Row after row: all orders of x for order 0 of y, then for order 1, and so on.</summary>
    public IReadOnlyList<double> Coefficients => coefficients;

    /// <summary>The value at a pixel.</summary>
    public double Evaluate(double x, double y)
    {
        var width = orderX + 1;
        // A constant needs no box, and some have none.
        if (coefficients.Count == 1)
            return coefficients[0];
        var (u, v) = (Scaled(x, box.MinX, box.Width), Scaled(y, box.MinY, box.Height));
        var (sum, polynomial, next) = (0.0, 1.0, v);
        for (var row = 0; row < coefficients.Count / width; row++)
        {
            sum += polynomial * Row(u, row * width, width);
            (polynomial, next) = (next, (2 * v * next) - polynomial);
        }

        return sum;
    }

    private static double Scaled(double value, int first, int count) => ((value - first + 0.5) * 2 / count) - 1;

    private double Row(double u, int start, int count)
    {
        var (sum, polynomial, next) = (0.0, 1.0, u);
        for (var i = 0; i < count; i++)
        {
            sum += polynomial * coefficients[start + i];
            (polynomial, next) = (next, (2 * u * next) - polynomial);
        }

        return sum;
    }
}
