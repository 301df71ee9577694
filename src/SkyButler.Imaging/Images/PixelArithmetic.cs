using System.Numerics;
using System.Runtime.InteropServices;

namespace SkyButler.Imaging.Images;

/// <summary>Arithmetic on whole pixel arrays, as wide as the processor's registers.</summary>
internal static class PixelArithmetic
{
    public static void RequireSameSize(Box2I left, Box2I right, string what)
    {
        if (left.Width != right.Width || left.Height != right.Height)
            throw new ImagingException(
                $"Can't {what}: one image has {left.Width} x {left.Height} pixels, the other {right.Width} x {right.Height}");
    }

    public static void Add(Span<float> target, ReadOnlySpan<float> other) => AddScaled(target, 1, other);

    public static void Subtract(Span<float> target, ReadOnlySpan<float> other)
    {
        var targets = MemoryMarshal.Cast<float, Vector<float>>(target);
        var others = MemoryMarshal.Cast<float, Vector<float>>(other);
        for (int i = 0; i < targets.Length; i++)
            targets[i] -= others[i];
        for (int i = targets.Length * Vector<float>.Count; i < target.Length; i++)
            target[i] -= other[i];
    }

    public static void AddScaled(Span<float> target, float scale, ReadOnlySpan<float> other)
    {
        var targets = MemoryMarshal.Cast<float, Vector<float>>(target);
        var others = MemoryMarshal.Cast<float, Vector<float>>(other);
        for (int i = 0; i < targets.Length; i++)
            targets[i] += others[i] * scale;
        for (int i = targets.Length * Vector<float>.Count; i < target.Length; i++)
            target[i] += other[i] * scale;
    }

    public static void Multiply(Span<float> target, float factor)
    {
        var targets = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (int i = 0; i < targets.Length; i++)
            targets[i] *= factor;
        for (int i = targets.Length * Vector<float>.Count; i < target.Length; i++)
            target[i] *= factor;
    }

    // With q = a/b the propagated variance va/b² + vb·a²/b⁴ is (va + vb·q²)/b², which doesn't overflow for large b.
    public static void Divide(Span<float> image, Span<float> variance, ReadOnlySpan<float> divisor, ReadOnlySpan<float> divisorVariance)
    {
        var a = MemoryMarshal.Cast<float, Vector<float>>(image);
        var va = MemoryMarshal.Cast<float, Vector<float>>(variance);
        var b = MemoryMarshal.Cast<float, Vector<float>>(divisor);
        var vb = MemoryMarshal.Cast<float, Vector<float>>(divisorVariance);
        for (int i = 0; i < a.Length; i++)
        {
            var q = a[i] / b[i];
            va[i] = (va[i] + (vb[i] * q * q)) / (b[i] * b[i]);
            a[i] = q;
        }

        for (int i = a.Length * Vector<float>.Count; i < image.Length; i++)
        {
            float q = image[i] / divisor[i];
            variance[i] = (variance[i] + (divisorVariance[i] * q * q)) / (divisor[i] * divisor[i]);
            image[i] = q;
        }
    }

    public static void Or(Span<int> target, ReadOnlySpan<int> other)
    {
        var targets = MemoryMarshal.Cast<int, Vector<int>>(target);
        var others = MemoryMarshal.Cast<int, Vector<int>>(other);
        for (int i = 0; i < targets.Length; i++)
            targets[i] |= others[i];
        for (int i = targets.Length * Vector<int>.Count; i < target.Length; i++)
            target[i] |= other[i];
    }
}
