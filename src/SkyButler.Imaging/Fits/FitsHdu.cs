using System.Numerics;
using SkyButler.Imaging.Fits.Headers;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Pixels;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Fits.Tables;
using SkyButler.Imaging.Fits.Tables.Compressed;
using SkyButler.Imaging.Fits.Tables.TextTables;
using SkyButler.Imaging.Fits.Tiles;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Fits;

/// <summary>One header with its data. Reading the header costs nothing more; data are read when they are asked for.</summary>
public sealed class FitsHdu
{
    private readonly IByteSource _source;
    private readonly HduLayout _layout;
    private readonly FitsReadLimits _limits;
    private FitsHeader? _imageHeader;
    private ImageLayout? _image;

    internal FitsHdu(IByteSource source, HduLayout layout, FitsReadLimits limits)
    {
        _source = source;
        _layout = layout;
        _limits = limits;
    }

    /// <summary>Position in the file; the primary HDU is 0.</summary>
    public int Index => _layout.Index;

    /// <summary>The cards as they are in the file.</summary>
    public FitsHeader Header => _layout.Header;

    /// <summary>
    /// The cards of the image that the HDU holds: of a compressed one, as if it weren't compressed. The same as
    /// <see cref="Header"/> otherwise.
    /// </summary>
    public FitsHeader ImageHeader => Kind == FitsHduKind.CompressedImage ? _imageHeader ??= CompressedHeader.ToImage(Header) : Header;

    /// <summary>What the data are.</summary>
    public FitsHduKind Kind => _layout.Kind;

    /// <summary>EXTNAME, if there is one.</summary>
    public string? Name => Header.FindString("EXTNAME")?.Trim();

    /// <summary>EXTTYPE, by which afw says what an HDU is for, if there is one.</summary>
    public string? Role => Header.FindString("EXTTYPE")?.Trim();

    /// <summary>Whether <see cref="ReadImageAsync(Box2I?, long, CancellationToken)"/> can give pixels.</summary>
    public bool HasImage => Kind is FitsHduKind.Image or FitsHduKind.CompressedImage;

    /// <summary>Whether <see cref="OpenTable"/> can give rows. A compressed image, which lies in a table, too, is none.</summary>
    public bool HasTable => Kind is FitsHduKind.BinaryTable or FitsHduKind.TextTable;

    /// <summary>Number of columns and rows of the image as a box from (0, 0).</summary>
    /// <exception cref="FitsFormatException">There is no image.</exception>
    public Box2I ImageBox => Box2I.FromSize(0, 0, Image.Width, Image.Height);

    /// <summary>Number of planes behind one another: 1 unless there is a third axis.</summary>
    /// <exception cref="FitsFormatException">There is no image.</exception>
    public long ImagePlanes => Image.Planes;

    /// <summary>The narrowest type that holds every pixel, with BZERO and BSCALE applied.</summary>
    /// <exception cref="FitsFormatException">There is no image.</exception>
    public PixelType PixelType => Image.PixelType;

    private ImageLayout Image => _image ??= ImageLayout.Of(_layout);

    /// <summary>Reads pixels in the narrowest type that holds them.</summary>
    /// <param name="part">What to read, counted from pixel (0, 0); all by default. It becomes the box of the result.</param>
    /// <param name="plane">Which plane, if there is a third axis.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FitsFormatException">There is no image, or it is damaged.</exception>
    /// <exception cref="ImagingException">The part reaches beyond the image, or is larger than accepted.</exception>
    public Task<Image> ReadImageAsync(Box2I? part = null, long plane = 0, CancellationToken cancellationToken = default) =>
        PixelTypes.Dispatch(PixelType, new NaturalReader(this, part, plane, cancellationToken));

    /// <summary>Reads pixels as numbers of one type. Integers that stand for no value become NaN in real types.</summary>
    /// <param name="part">What to read, counted from pixel (0, 0); all by default. It becomes the box of the result.</param>
    /// <param name="plane">Which plane, if there is a third axis.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FitsFormatException">There is no image, or it is damaged.</exception>
    /// <exception cref="ImagingException">The part reaches beyond the image, is larger than accepted, or a value doesn't fit the type.</exception>
    public Task<Image<T>> ReadImageAsync<T>(Box2I? part = null, long plane = 0, CancellationToken cancellationToken = default)
        where T : unmanaged, INumber<T>
    {
        var box = part ?? ImageBox;
        if (box.IsEmpty || !ImageBox.Contains(box))
            throw new ImagingException($"{_layout.File} HDU {Index}: part {box} isn't within the image's {ImageBox}");
        if (plane < 0 || plane >= Image.Planes)
            throw new ImagingException($"{_layout.File} HDU {Index}: plane {plane} was asked for, the image has {Image.Planes}");
        if (box.Area > _limits.MaxPixels)
            throw new ImagingException($"{_layout.File} HDU {Index}: {box.Area} pixels were asked for at once; at most {_limits.MaxPixels} are accepted: read a part");
        return Kind == FitsHduKind.CompressedImage
            ? TileImageReader.ReadAsync<T>(_source, _layout, Image, box, plane, _limits, cancellationToken)
            : PlainImageReader.ReadAsync<T>(_source, _layout, Image, box, plane, cancellationToken);
    }

    /// <summary>The table of this HDU, binary or of text, also one that is compressed (ZTABLE); its columns are read from it one by one, or in bulk.</summary>
    /// <exception cref="FitsFormatException">There is no table, or its header is wrong.</exception>
    public FitsTable OpenTable() => Kind switch
    {
        FitsHduKind.TextTable => AsciiTable.Open(_source, _layout),
        FitsHduKind.BinaryTable or FitsHduKind.CompressedImage => CompressedTable.IsOne(Header)
            ? CompressedTable.Open(_source, _layout, _limits)
            : new FitsTable(_source, TableLayout.Of(_layout)),
        FitsHduKind.RandomGroups => throw _layout.Error("there is no table here, but random groups, which are not read: convert them by a program for interferometers (AIPS, CASA)"),
        _ => throw _layout.Error("there is no table here"),
    };

    /// <summary>Bytes of header and data with their padding.</summary>
    internal long WholeLength => _layout.End - _layout.HeaderOffset;

    /// <summary>Bytes of data without padding.</summary>
    internal long DataLength => _layout.DataLength;

    /// <summary>Where the next HDU would begin.</summary>
    internal long End => _layout.End;

    /// <summary>The same HDU read from its own bytes instead of the file's.</summary>
    internal FitsHdu Over(IByteSource own) => new(own, _layout with { HeaderOffset = 0, DataOffset = _layout.DataOffset - _layout.HeaderOffset }, _limits);

    /// <summary>Reads header and data as they are; padding that the file lacks at its end is there.</summary>
    internal async Task<byte[]> ReadWholeAsync(CancellationToken cancellationToken)
    {
        var bytes = new byte[WholeLength];
        await _source.ReadExactlyAsync(_layout.HeaderOffset, bytes.AsMemory(0, (int)Math.Min(bytes.Length, _source.Length - _layout.HeaderOffset)), cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    private sealed class NaturalReader(FitsHdu hdu, Box2I? part, long plane, CancellationToken cancellationToken) : IPixelTypeVisitor<Task<Image>>
    {
        public async Task<Image> Visit<T>()
            where T : unmanaged, INumber<T> =>
            await hdu.ReadImageAsync<T>(part, plane, cancellationToken).ConfigureAwait(false);
    }
}
