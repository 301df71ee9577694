using System.Buffers;
using SkyButler.Imaging.Native;

namespace SkyButler.Imaging.Sky;

/// <summary>Converts many coordinates, in portions that fit into a processor's cache, on all processors.</summary>
/// <param name="rent">Gives coordinates that nobody else uses.</param>
/// <param name="giveBack">Takes them back.</param>
internal sealed unsafe class WcsBulk(Func<WcsHandle> rent, Action<WcsHandle> giveBack)
{
    private const int Portion = 2048;

    /// <exception cref="ArgumentException">Spans differ in length.</exception>
    public static void RequireSameLength(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, ReadOnlySpan<double> d)
    {
        if (a.Length != b.Length || a.Length != c.Length || a.Length != d.Length)
            throw new ArgumentException($"Coordinates come in spans of one length, and these have {a.Length}, {b.Length}, {c.Length} and {d.Length}.");
    }

    /// <summary>Pixels to the sky; pixels are moved first.</summary>
    public void ToSky(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double moveX, double moveY, Span<double> first, Span<double> second)
    {
        fixed (double* inX = x, inY = y, outFirst = first, outSecond = second)
        {
            var (fromX, fromY, toFirst, toSecond) = ((nint)inX, (nint)inY, (nint)outFirst, (nint)outSecond);
            Run(x.Length, (handle, start, length, work) =>
            {
                work.Interleave((double*)fromX + start, (double*)fromY + start, length, moveX, moveY);
                fixed (double* pixels = work.Given, scratch = work.Scratch, world = work.Wanted)
                fixed (int* states = work.States)
                    Wcslib.PixelToWorld(handle, length, pixels, scratch, world, states);
                work.TakeApart((double*)toFirst + start, (double*)toSecond + start, length, 0, 0);
            });
        }
    }

    /// <summary>The sky to pixels, which are moved then.</summary>
    public void ToPixels(ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> x, Span<double> y, double moveX, double moveY)
    {
        fixed (double* inFirst = first, inSecond = second, outX = x, outY = y)
        {
            var (fromFirst, fromSecond, toX, toY) = ((nint)inFirst, (nint)inSecond, (nint)outX, (nint)outY);
            Run(first.Length, (handle, start, length, work) =>
            {
                work.Interleave((double*)fromFirst + start, (double*)fromSecond + start, length, 0, 0);
                fixed (double* world = work.Given, scratch = work.Scratch, pixels = work.Wanted)
                fixed (int* states = work.States)
                    Wcslib.WorldToPixel(handle, length, world, scratch, pixels, states);
                work.TakeApart((double*)toX + start, (double*)toY + start, length, moveX, moveY);
            });
        }
    }

    private void Run(int count, Action<WcsHandle, int, int, Buffers> portion)
    {
        if (count <= Portion)
            RunOne(0);
        else
            Parallel.For(0, (count + Portion - 1) / Portion, RunOne);

        void RunOne(int number)
        {
            var (start, length) = (number * Portion, Math.Min(Portion, count - (number * Portion)));
            if (length == 0)
                return;
            var handle = rent();
            var work = new Buffers(length);
            try
            {
                portion(handle, start, length, work);
            }
            finally
            {
                work.Return();
                giveBack(handle);
            }
        }
    }

    /// <summary>Room for one portion: the library wants coordinates side by side.</summary>
    private sealed class Buffers(int length)
    {
        private const int ScratchOfEach = 4;

        public double[] Given { get; } = ArrayPool<double>.Shared.Rent(2 * length);

        public double[] Wanted { get; } = ArrayPool<double>.Shared.Rent(2 * length);

        public double[] Scratch { get; } = ArrayPool<double>.Shared.Rent(ScratchOfEach * length);

        public int[] States { get; } = ArrayPool<int>.Shared.Rent(length);

        public void Interleave(double* first, double* second, int count, double moveFirst, double moveSecond)
        {
            for (var i = 0; i < count; i++)
                (Given[2 * i], Given[(2 * i) + 1]) = (first[i] + moveFirst, second[i] + moveSecond);
        }

        public void TakeApart(double* first, double* second, int count, double moveFirst, double moveSecond)
        {
            for (var i = 0; i < count; i++)
                (first[i], second[i]) = (Wanted[2 * i] + moveFirst, Wanted[(2 * i) + 1] + moveSecond);
        }

        public void Return()
        {
            ArrayPool<double>.Shared.Return(Given);
            ArrayPool<double>.Shared.Return(Wanted);
            ArrayPool<double>.Shared.Return(Scratch);
            ArrayPool<int>.Shared.Return(States);
        }
    }
}
