using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SkyButler.Parquet.Encodings;

/// <summary>Numbers of four or eight bytes from packed differences.</summary>
internal sealed class DeltaNumberDecoder<T>(DeltaDecoder differences) : ValueDecoder<T>
    where T : unmanaged
{
    private const int Piece = 256;

    public override void Decode(Span<T> target)
    {
        if (Unsafe.SizeOf<T>() == sizeof(long))
        {
            differences.Decode(MemoryMarshal.Cast<T, long>(target));
            return;
        }

        Span<long> wide = stackalloc long[Piece];
        var narrow = MemoryMarshal.Cast<T, int>(target);
        while (narrow.Length > 0)
        {
            var some = Math.Min(Piece, narrow.Length);
            differences.Decode(wide[..some]);
            for (var i = 0; i < some; i++)
                narrow[i] = (int)wide[i];
            narrow = narrow[some..];
        }
    }
}
