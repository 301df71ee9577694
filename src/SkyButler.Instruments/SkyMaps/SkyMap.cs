using System.Security.Cryptography;
using System.Text;
using SkyButler.Imaging.Sky;
using SkyButler.Instruments.SkyMaps.Configs;
using SkyButler.Instruments.SkyMaps.Kinds;
using SkyButler.Instruments.SkyMaps.Tracts;

namespace SkyButler.Instruments.SkyMaps;

/// <summary>Tracts that cover the sky or a part of it, each divided into patches. Nothing is worked out before it is asked for.</summary>
public sealed class SkyMap
{
    private readonly ITractLayout layout;

    /// <summary>Makes a sky map.</summary>
    /// <exception cref="SkyMapException">The settings define none.</exception>
    public SkyMap(SkyMapSettings settings)
    {
        if (settings.Builder == TractBuilder.Cells && settings.CellInner.Width != settings.CellInner.Height)
            throw new SkyMapException($"Cells are squares, and these have {settings.CellInner.Width} x {settings.CellInner.Height} pixels: give cellInnerDimensions two equal numbers.");
        PatchGrid.Check(settings);
        Settings = settings;
        layout = settings.Kind switch
        {
            SkyMapKind.Rings => new RingsLayout(settings),
            SkyMapKind.Discrete => new DiscreteLayout(settings),
            SkyMapKind.Equat => new EquatLayout(settings),
            SkyMapKind.Dodeca => new DodecaLayout(settings),
            _ => new HealpixLayout(settings),
        };
    }

    /// <summary>What defines it.</summary>
    public SkyMapSettings Settings { get; }

    /// <summary>How many tracts it has; they are numbered from 0.</summary>
    public int Count => layout.Count;

    /// <summary>20 bytes that are the same for the same sky map, as the original works them out (SHA-1 of its settings).</summary>
    public byte[] Hash()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.ASCII);
        writer.Write(Encoding.ASCII.GetBytes(SkyMapNames.ClassOf(Settings.Kind)));
        if (Settings.Builder == TractBuilder.Legacy)
        {
            writer.Write(Settings.PatchInner.Width);
            writer.Write(Settings.PatchInner.Height);
            writer.Write(Settings.PatchBorder);
        }
        else
        {
            writer.Write(Settings.CellInner.Width);
            writer.Write(Settings.CellInner.Height);
            writer.Write(Settings.CellBorder);
            writer.Write(Settings.CellsPerPatch);
            writer.Write(Settings.CellsInPatchBorder);
        }

        writer.Write(Settings.TractOverlap);
        writer.Write(Settings.PixelScale);
        writer.Write(Encoding.ASCII.GetBytes(Settings.Projection));
        writer.Write(Settings.Rotation);
        layout.Pack(writer);
        writer.Flush();
        return SHA1.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>A tract by its number; to be disposed.</summary>
    /// <exception cref="SkyMapException">There is none, or it can't be laid out.</exception>
    public Tract this[int tract] => new(Settings, Required(tract), layout[tract]);

    /// <summary>The centre of a tract's inner region, ICRS.</summary>
    /// <exception cref="SkyMapException">There is none.</exception>
    public SkyPosition CentreOf(int tract) => layout[Required(tract)].Centre;

    /// <summary>The number of the tract that a direction belongs to: the one with the nearest centre, or whose inner region has it. Where tracts leave parts of the sky out, it need not contain it.</summary>
    public int FindTract(SkyPosition position) =>
        layout.Find(position) ?? Enumerable.Range(0, Count).MinBy(tract => layout[tract].Centre.SeparationFrom(position));

    /// <summary>Tracts and patches that may overlap the box around directions, in order of their numbers.</summary>
    /// <exception cref="SkyMapException">A tract can't be laid out.</exception>
    public IEnumerable<(int Tract, IReadOnlyList<Patch> Patches)> FindTractPatches(IReadOnlyList<SkyPosition> positions)
    {
        foreach (var number in positions.SelectMany(layout.Near).Distinct().Order())
        {
            using var tract = this[number];
            if (tract.FindPatches(positions) is { Count: > 0 } patches)
                yield return (number, patches);
        }
    }

    private int Required(int tract) => tract >= 0 && tract < Count
        ? tract
        : throw new SkyMapException($"The sky map has no tract {tract}; its tracts are 0 to {Count - 1}.");
}
