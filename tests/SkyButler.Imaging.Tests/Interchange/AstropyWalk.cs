using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tests.Tables;

namespace SkyButler.Imaging.Tests.Interchange;

/// <summary>Goes through FITS files and compares every HDU (cards, pixels, places on the sky, columns) with what astropy reads there.</summary>
internal static class AstropyWalk
{
    private const int MostRows = 100;
    private const double DegreeTolerance = 1e-9;

    private const string Script = AstropyLines.Script +
        """

        import hashlib, json
        from astropy.wcs import WCS
        from astropy.io.fits.card import Undefined
        def plain(v):
            if isinstance(v, Undefined) or v is None: return None
            if isinstance(v, (bool, np.bool_)): return bool(v)
            if isinstance(v, (float, np.floating)): return {'real': float(v).hex()}
            if isinstance(v, complex): return {'real': v.real.hex(), 'imaginary': v.imag.hex()}
            return v.rstrip(' ') if isinstance(v, str) else int(v)
        def cards(h):
            return [[c.keyword, plain(c.value)] for c in h.cards
                    if (c.image[8:10] == '= ' or c.image.startswith('HIERARCH')) and c.keyword not in ('COMMENT', 'HISTORY', '', 'CONTINUE') and c.field_specifier is None and 'INVALID' not in c.keyword]
        def image(h):
            d = np.ascontiguousarray(h.data)
            if d.dtype.kind == 'f' and np.isnan(d).any(): d = np.where(np.isnan(d), np.array(np.nan, d.dtype), d)
            step = max(1, d.size // 1000)
            return {'type': d.dtype.name, 'shape': list(d.shape)[::-1], 'step': step, 'sample': [float(x).hex() for x in d.reshape(-1)[::step].astype('f8')],
                    'hash': hashlib.sha256(d.astype(d.dtype.newbyteorder('<'), copy=False).data).hexdigest()}
        def sky(h):
            try: w = WCS(h.header)
            except KeyError: return None
            if not w.has_celestial: return None
            if w.naxis > 2: w = w.celestial
            nx, ny = h.shape[-1], h.shape[-2]
            x = np.array([0, nx - 1, 0, nx - 1, (nx - 1) / 2, nx / 3]); y = np.array([0, 0, ny - 1, ny - 1, (ny - 1) / 2, ny / 7])
            out = w.all_pix2world(x, y, 0)
            return [[float(a).hex() for a in v] for v in (x, y, out[w.wcs.lng], out[w.wcs.lat])]
        for path in sys.argv[1:]:
            with fits.open(path, disable_image_compression=True) as raw, fits.open(path) as hdus:
                for i, h in enumerate(hdus):
                    r = {'file': path, 'hdu': i, 'cards': cards(raw[i].header)}
                    if not isinstance(h, fits.GroupsHDU) and h.is_image and h.data is not None and h.size:
                        r['image'] = image(h)
                        if len(h.shape) >= 2: r['sky'] = sky(h)
                    elif isinstance(h, (fits.BinTableHDU, fits.TableHDU)) and len(set(h.columns.names)) == len(h.columns.names):
                        t = Table.read(path, hdu=i, mask_invalid=False)
                        r['table'] = lines(t[-100:]).split('\n'); r['rows'] = len(t)
                    print(json.dumps(r))
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Compares files; gives how many HDUs were alike.</summary>
    public static async Task<int> CompareAsync(params IReadOnlyList<string> paths)
    {
        string printed = await Astropy.RunAsync(Script, [.. paths]);
        int compared = 0;
        foreach (var ofFile in printed.Split('\n').Select(line => JsonDocument.Parse(line).RootElement).GroupBy(hdu => hdu.GetProperty("file").GetString()!))
        {
            await using var file = await FitsFile.OpenAsync(ofFile.Key, cancellationToken: Cancel);
            file.Hdus.Count.ShouldBe(ofFile.Count(), ofFile.Key);
            foreach (var expected in ofFile)
            {
                var hdu = file.Hdus[expected.GetProperty("hdu").GetInt32()];
                string where = $"{Path.GetFileName(ofFile.Key)} HDU {hdu.Index}";
                CompareCards(hdu, expected.GetProperty("cards"), where);
                if (expected.TryGetProperty("image", out var image))
                    await CompareImageAsync(hdu, image, where);
                if (expected.TryGetProperty("sky", out var sky) && sky.ValueKind == JsonValueKind.Array)
                    CompareSky(hdu, sky, where);
                if (expected.TryGetProperty("table", out var table))
                    await CompareTableAsync(hdu, table, expected.GetProperty("rows").GetInt64(), where);
                compared++;
            }
        }

        return compared;
    }

    private static void CompareCards(FitsHdu hdu, JsonElement expected, string where)
    {
        var mine = hdu.Header.Where(card => !card.IsCommentary).ToList();
        foreach (var card in expected.EnumerateArray())
        {
            string keyword = card[0].GetString()!;
            int at = mine.FindIndex(c => c.Keyword.Equals(keyword, StringComparison.OrdinalIgnoreCase));
            at.ShouldBeGreaterThanOrEqualTo(0, $"{where} has no {keyword}");
            Same(mine[at].Value, card[1]).ShouldBeTrue($"{where}: {keyword} is {mine[at].Value}, not {card[1]}");
            mine.RemoveAt(at);
        }
    }

    private static bool Same(object? value, JsonElement expected) => expected.ValueKind switch
    {
        JsonValueKind.Null => value is null,
        JsonValueKind.True or JsonValueKind.False => Equals(value, expected.GetBoolean()),
        JsonValueKind.String => value is string text && text == expected.GetString(),
        JsonValueKind.Number => value is long whole ? expected.TryGetInt64(out long number) && number == whole : value is double large && large == expected.GetDouble(),
        _ when expected.TryGetProperty("imaginary", out var imaginary) => Equals(value, new System.Numerics.Complex(Real(expected.GetProperty("real")), Real(imaginary))),
        _ => value is double real && real.Equals(Real(expected.GetProperty("real"))),
    };

    private static async Task CompareImageAsync(FitsHdu hdu, JsonElement expected, string where)
    {
        var shape = expected.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt64()).ToList();
        (hdu.ImageBox.Width, hdu.ImageBox.Height, hdu.ImagePlanes).ShouldBe(
            ((int)shape[0], (int)shape.ElementAtOrDefault(1, 1), shape.Skip(2).Aggregate(1L, (product, axis) => product * axis)), where);
        // astropy scales in single precision.
        bool isScaled = hdu.PixelType is PixelType.Float32 or PixelType.Float64 && (hdu.ImageHeader.Contains("BSCALE") || hdu.ImageHeader.Contains("BZERO"));
        bool isSameType = !isScaled && NameOf(hdu.PixelType) == expected.GetProperty("type").GetString();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var values = new List<double>();
        int step = expected.GetProperty("step").GetInt32();
        long place = 0;
        for (long plane = 0; plane < hdu.ImagePlanes; plane++)
        {
            if (isSameType)
            {
                PixelBytes.AddTo(hash, await hdu.ReadImageAsync(null, plane, Cancel));
                continue;
            }

            foreach (double value in (await hdu.ReadImageAsync<double>(null, plane, Cancel)).Pixels)
            {
                if (place++ % step == 0)
                    values.Add(value);
            }
        }

        if (isSameType)
        {
            Convert.ToHexStringLower(hash.GetHashAndReset()).ShouldBe(expected.GetProperty("hash").GetString(), $"{where}: the pixels differ");
            return;
        }

        // A type of another width: scaled values are rounded to it.
        var sample = expected.GetProperty("sample").EnumerateArray().Select(Real).ToList();
        values.Count.ShouldBe(sample.Count, where);
        for (int i = 0; i < sample.Count; i++)
            (values[i].Equals(sample[i]) || Math.Abs(values[i] - sample[i]) <= 1e-6 * Math.Abs(sample[i])).ShouldBeTrue($"{where}: pixel {i * step} is {values[i]}, not {sample[i]}");
    }

    private static void CompareSky(FitsHdu hdu, JsonElement expected, string where)
    {
        var numbers = expected.EnumerateArray().Select(list => list.EnumerateArray().Select(Real).ToArray()).ToArray();
        using var wcs = SkyWcs.Find(hdu.ImageHeader);
        wcs.ShouldNotBeNull(where);
        for (int i = 0; i < numbers[0].Length; i++)
        {
            var place = wcs.PixelToSky(numbers[0][i], numbers[1][i]);
            if (double.IsNaN(numbers[2][i]))
                place.IsValid.ShouldBeFalse($"{where} at ({numbers[0][i]}, {numbers[1][i]})");
            else
                place.SeparationFrom(new SkyPosition(numbers[2][i], numbers[3][i])).ShouldBeLessThan(DegreeTolerance, $"{where} at ({numbers[0][i]}, {numbers[1][i]})");
        }
    }

    private static async Task CompareTableAsync(FitsHdu hdu, JsonElement expected, long rows, string where)
    {
        var open = hdu.OpenTable();
        open.RowCount.ShouldBe(rows, where);
        var table = await open.ReadTableAsync(new TableReadOptions { FirstRow = Math.Max(0, rows - MostRows) }, Cancel);
        var lines = TableSamples.ExactLines(table).Select(line => line.TrimEnd()).ToList();
        var theirs = expected.EnumerateArray().Select(line => line.GetString()!.TrimEnd()).Where(line => line.Length > 0).ToList();
        lines.Count.ShouldBe(theirs.Count, where);
        for (int i = 0; i < lines.Count; i++)
            (lines[i] == theirs[i]).ShouldBeTrue($"{where}: '{lines[i]}' is '{theirs[i]}'");
    }

    // Python writes the bits of a number as 0x1.8p+1, nan or inf.
    private static double Real(JsonElement element)
    {
        string text = element.GetString()!;
        if (text is "nan" or "inf" or "-inf")
            return text == "nan" ? double.NaN : text == "inf" ? double.PositiveInfinity : double.NegativeInfinity;
        bool isNegative = text[0] == '-';
        var parts = text.TrimStart('-')[2..].Split('p');
        long bits = long.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        int digits = parts[0].Contains('.', StringComparison.Ordinal) ? parts[0].Length - 2 : 0;
        double value = Math.ScaleB(bits, int.Parse(parts[1], CultureInfo.InvariantCulture) - (4 * digits));
        return isNegative ? -value : value;
    }

    private static string NameOf(PixelType type) => type switch { PixelType.UInt8 => "uint8", _ => type.ToString().ToLowerInvariant() };

    private static T ElementAtOrDefault<T>(this List<T> list, int index, T missing) => index < list.Count ? list[index] : missing;

    private sealed class PixelBytes(IncrementalHash hash, Image image)
    {
        public static void AddTo(IncrementalHash hash, Image image) => new PixelBytes(hash, image).Visit();

        private void Visit()
        {
            switch (image)
            {
                case Image<byte> p: Add(p.Pixels); break;
                case Image<short> p: Add(p.Pixels); break;
                case Image<ushort> p: Add(p.Pixels); break;
                case Image<int> p: Add(p.Pixels); break;
                case Image<uint> p: Add(p.Pixels); break;
                case Image<long> p: Add(p.Pixels); break;
                case Image<ulong> p: Add(p.Pixels); break;
                // There are many ways to write NaN.
                case Image<float> p: Add(Array.ConvertAll(p.Pixels, pixel => float.IsNaN(pixel) ? BitConverter.UInt32BitsToSingle(0x7fc00000) : pixel)); break;
                case Image<double> p: Add(Array.ConvertAll(p.Pixels, pixel => double.IsNaN(pixel) ? BitConverter.UInt64BitsToDouble(0x7ff8000000000000) : pixel)); break;
                default: throw new InvalidOperationException(image.GetType().Name);
            }
        }

        private void Add<T>(T[] pixels)
            where T : unmanaged => hash.AppendData(MemoryMarshal.AsBytes(pixels.AsSpan()));
    }
}
