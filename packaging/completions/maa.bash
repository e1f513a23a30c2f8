# Completion of the command line of maa for bash; inside the shell of maa, Tab completes statements.
_maa() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
  case $before in
    -c|--set) return ;;
    --journals) COMPREPLY=($(compgen -d -- "$word")); return ;;
    --manual) COMPREPLY=($(compgen -W "markdown man" -- "$word")); return ;;
    kernel) COMPREPLY=($(compgen -W "install uninstall" -- "$word")); return ;;
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "--json --echo --set --allow-changed-inputs --allow-network --journals --no-cache --no-init
      --manual --pipe --version --help -c" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
    if (( COMP_CWORD == 1 )); then COMPREPLY+=($(compgen -W "run kernel" -- "$word")); fi
  fi
}
complete -o filenames -F _maa maa
