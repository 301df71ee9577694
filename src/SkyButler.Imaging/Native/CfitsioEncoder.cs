using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Native;

/// <summary>Compresses an image by CFITSIO into a FITS file in memory: an empty primary HDU and the compressed image.</summary>
internal static unsafe class CfitsioEncoder
{
    private const nuint Growth = 1 << 20;
    private const int NoDither = -1;
    private const int Subtractive1 = 1;
    private const int Subtractive2 = 2;
    private const float NoQuantization = 9999;

    public static byte[] Encode<T>(Image<T> image, FitsCompression how)
        where T : unmanaged, INumber<T>
    {
        byte[] file = [];
        Cfitsio.Run(() => file = Write(image, how));
        return file;
    }

    private static byte[] Write<T>(Image<T> image, FitsCompression how)
        where T : unmanaged, INumber<T>
    {
        int status = 0, closing = 0;
        nint handle = 0;
        nuint size = 0;
        void* buffer = null;
        try
        {
            Cfitsio.ffimem(&handle, &buffer, &size, Growth, &Reallocate, &status);
            if (status == 0)
            {
                Prepare(handle, image, how, &status);
                fixed (T* pixels = image.Pixels)
                {
                    long* first = stackalloc long[] { 1, 1 };
                    Cfitsio.ffppxll(handle, Types(image.PixelType).Memory, first, image.Pixels.Length, pixels, &status);
                }

                Cfitsio.ffclos(handle, status == 0 ? &status : &closing);
            }

            Cfitsio.Check(status, $"Compressing {image.Width} x {image.Height} pixels of type {image.PixelType} by {how.Algorithm}");
            return new ReadOnlySpan<byte>(buffer, checked((int)size)).ToArray();
        }
        finally
        {
            ZeroedMemory.Free(buffer);
        }
    }

    private static void Prepare<T>(nint handle, Image<T> image, FitsCompression how, int* status)
        where T : unmanaged, INumber<T>
    {
        nint* tile = stackalloc nint[]
        {
            how.TileWidth > 0 ? how.TileWidth : image.Width,
            how.TileHeight > 0 ? how.TileHeight : how.Algorithm == FitsCompressionAlgorithm.Hcompress1 ? Math.Min(16, image.Height) : 1,
        };
        long* axes = stackalloc long[] { image.Width, image.Height };
        Cfitsio.fits_set_compression_type(handle, Code(how.Algorithm), status);
        Cfitsio.fits_set_tile_dim(handle, 2, tile, status);
        Cfitsio.fits_set_quantize_level(handle, LevelOf(how), status);
        if (how.IsQuantized)
        {
            int method = how.Dither switch
            {
                FitsDither.None => NoDither,
                FitsDither.KeepZeros when how.Algorithm != FitsCompressionAlgorithm.Hcompress1 => Subtractive2,
                _ => Subtractive1,
            };
            Cfitsio.fits_set_quantize_method(handle, method, status);
            Cfitsio.fits_set_dither_seed(handle, how.DitherSeed, status);
        }

        if (how.Algorithm == FitsCompressionAlgorithm.Hcompress1)
            Cfitsio.fits_set_hcomp_scale(handle, how.HcompressScale, status);
        Cfitsio.ffcrimll(handle, Types(image.PixelType).File, 2, axes, status);
    }

    // A negative level is a step by itself.
    private static float LevelOf(FitsCompression how) => how.QuantizeStep is { } step ? -step : how.QuantizeLevel ?? NoQuantization;

    // CFITSIO's numbers for pixel types in memory and in files; those above 10 in files are unsigned ones.
    private static (int Memory, int File) Types(PixelType type) => type switch
    {
        PixelType.UInt8 => (11, 8),
        PixelType.Int16 => (21, 16),
        PixelType.UInt16 => (20, 20),
        PixelType.Int32 => (31, 32),
        PixelType.UInt32 => (30, 40),
        PixelType.Int64 => (81, 64),
        PixelType.UInt64 => (80, 80),
        PixelType.Float32 => (42, -32),
        _ => (82, -64),
    };

    private static int Code(FitsCompressionAlgorithm algorithm) => algorithm switch
    {
        FitsCompressionAlgorithm.Gzip1 => 21,
        FitsCompressionAlgorithm.Gzip2 => 22,
        FitsCompressionAlgorithm.Plio1 => 31,
        FitsCompressionAlgorithm.Hcompress1 => 41,
        _ => 11,
    };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Reallocate(void* memory, nuint size)
    {
        try
        {
            return ZeroedMemory.Reallocate(memory, size);
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }
}
