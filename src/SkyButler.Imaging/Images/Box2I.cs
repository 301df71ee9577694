using System.Globalization;

namespace SkyButler.Imaging.Images;

/// <summary>
/// A rectangle of whole pixels; both corners belong to it. x is the column (fastest in memory), y the row.
/// A box with a maximum below its minimum is empty.
/// </summary>
/// <param name="MinX">First column.</param>
/// <param name="MinY">First row.</param>
/// <param name="MaxX">Last column.</param>
/// <param name="MaxY">Last row.</param>
public readonly record struct Box2I(int MinX, int MinY, int MaxX, int MaxY)
{
    /// <summary>The box without a pixel.</summary>
    public static Box2I Empty { get; } = new(0, 0, -1, -1);

    /// <summary>Number of columns; 0 for an empty box.</summary>
    public int Width => Extent(MinX, MaxX);

    /// <summary>Number of rows; 0 for an empty box.</summary>
    public int Height => Extent(MinY, MaxY);

    /// <summary>Number of pixels.</summary>
    public long Area => (long)Width * Height;

    /// <summary>Whether no pixel lies in the box.</summary>
    public bool IsEmpty => Width == 0 || Height == 0;

    /// <summary>The box with this first pixel and these numbers of columns and rows.</summary>
    /// <exception cref="ImagingException">A size is negative, or the far corner is beyond 32-bit integers.</exception>
    public static Box2I FromSize(int minX, int minY, int width, int height)
    {
        long maxX = (long)minX + width - 1, maxY = (long)minY + height - 1;
        if (width < 0 || height < 0 || maxX > int.MaxValue || maxY > int.MaxValue)
            throw new ImagingException(string.Create(CultureInfo.InvariantCulture,
                $"No box of {width} x {height} pixels can start at ({minX}, {minY})"));
        return new Box2I(minX, minY, (int)maxX, (int)maxY);
    }

    /// <summary>Whether a pixel lies in the box.</summary>
    public bool Contains(int x, int y) => x >= MinX && x <= MaxX && y >= MinY && y <= MaxY;

    /// <summary>Whether all of another box lies in this one; an empty one lies in every box.</summary>
    public bool Contains(Box2I other) =>
        other.IsEmpty || (Contains(other.MinX, other.MinY) && Contains(other.MaxX, other.MaxY));

    /// <summary>What this box and another have in common.</summary>
    public Box2I Intersect(Box2I other)
    {
        var common = new Box2I(Math.Max(MinX, other.MinX), Math.Max(MinY, other.MinY),
            Math.Min(MaxX, other.MaxX), Math.Min(MaxY, other.MaxY));
        return common.IsEmpty || IsEmpty || other.IsEmpty ? Empty : common;
    }

    /// <summary>The smallest box around this one and another.</summary>
    public Box2I Union(Box2I other)
    {
        if (IsEmpty)
            return other;
        return other.IsEmpty
            ? this
            : new Box2I(Math.Min(MinX, other.MinX), Math.Min(MinY, other.MinY),
                Math.Max(MaxX, other.MaxX), Math.Max(MaxY, other.MaxY));
    }

    /// <summary>The box moved by whole pixels.</summary>
    public Box2I Shift(int dx, int dy) =>
        IsEmpty ? this : new Box2I(checked(MinX + dx), checked(MinY + dy), checked(MaxX + dx), checked(MaxY + dy));

    /// <summary>The box as <c>(minX:maxX, minY:maxY)</c>.</summary>
    public override string ToString() =>
        IsEmpty ? "(empty)" : string.Create(CultureInfo.InvariantCulture, $"({MinX}:{MaxX}, {MinY}:{MaxY})");

    private static int Extent(int min, int max) => max < min ? 0 : (int)Math.Min((long)max - min + 1, int.MaxValue);
}
