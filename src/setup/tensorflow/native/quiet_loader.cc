/*
 * Loads the binding beside it with standard error turned away.
 *
 * While TensorFlow's libraries are loaded, they write to standard error that they use oneDNN. Their own settings are read later,
 * and JavaScript cannot turn a stream of the process away. Where loading fails, the reason becomes the exception.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include <node_api.h>

namespace {

const char kBinding[] = "tfjs_binding_native.node";

/* The folder of this very file, with the slash at its end. */
std::string OwnFolder() {
  Dl_info info;
  if (dladdr(reinterpret_cast<const void*>(&OwnFolder), &info) == 0) return "";
  const std::string path(info.dli_fname);
  return path.substr(0, path.rfind('/') + 1);
}

void* LoadQuietly(const std::string& path) {
  std::fflush(stderr);
  const int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  const bool quiet = kept >= 0 && nowhere >= 0;
  if (quiet) dup2(nowhere, STDERR_FILENO);
  void* binding = dlopen(path.c_str(), RTLD_NOW);
  std::fflush(stderr);
  if (quiet) dup2(kept, STDERR_FILENO);
  if (kept >= 0) close(kept);
  if (nowhere >= 0) close(nowhere);
  return binding;
}

}  // namespace

NAPI_MODULE_INIT() {
  void* binding = LoadQuietly(OwnFolder() + kBinding);
  void* initialise = binding == nullptr ? nullptr : dlsym(binding, "napi_register_module_v1");
  if (initialise == nullptr) {
    const char* reason = dlerror();
    napi_throw_error(env, nullptr, reason == nullptr ? "the binding has no entry point" : reason);
    return nullptr;
  }
  return reinterpret_cast<napi_value (*)(napi_env, napi_value)>(initialise)(env, exports);
}
